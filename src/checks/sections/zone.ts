/** The zone itself: plan, entitlements, names, transport settings. */
import { z } from 'zod';
import { flag, text } from './field.ts';
import { rewrites } from './rules.ts';

export const PLANS = ['free', 'pro', 'business', 'enterprise'] as const;
export type Plan = (typeof PLANS)[number];

export const zone = z.object({
  id: z.string(),
  name: z.string(),
  plan: z.enum(PLANS),
  /** As Cloudflare calls it; resellers have names of their own. */
  planName: text,
  status: text,
  type: text,
  paused: flag,
  accountId: z.string(),
});

/** Key names are not documented, so they are kept as they came. */
export const entitlements = z.array(
  z.object({
    key: z.string(),
    type: text,
    value: z.unknown(),
  }),
);

/** Address and alias records; the reader may leave out proxied ones that share nothing with an API host. */
export const dns = z.array(
  z.object({
    id: text,
    name: z.string(),
    type: z.string(),
    content: text,
    proxied: flag,
  }),
);

export const tlsSettings = z.object({ alwaysUseHttps: text, minTlsVersion: text });

/** `rewrites` is what happens to a URL after that and before the firewall; null where it was not read. */
export const urlNormalization = z.object({ type: text, scope: text, rewrites: rewrites.nullable().default(null) });

export const originTls = z.object({ enabled: flag });
