/** Credentials of machines: client certificates and their authorities, Access, API tokens. */
import { z } from 'zod';
import { amount, flag, text, texts } from './field.ts';

export const clientCertificates = z.array(
  z.object({
    id: z.string(),
    commonName: text,
    status: text,
    issuedOn: text,
    expiresOn: text,
    validityDays: amount,
  }),
);

/** Hosts that ask for a client certificate, per authority; null is the one Cloudflare manages. */
export const mtlsHosts = z.array(z.object({ authorityId: text, hostnames: texts }));

export const authorities = z.array(z.object({ id: z.string(), name: text, ca: flag, issuer: text, expiresOn: text }));

export const accessCertificates = z.array(
  z.object({ id: z.string(), name: text, hostnames: texts, expiresOn: text, fingerprint: text }),
);

const accessRule = z.object({
  /** `everyone`, `service_token`, `any_valid_service_token`, `email`, … as Cloudflare names the kinds of rule. */
  type: z.string(),
  tokenId: text,
});
const accessRules = z
  .array(accessRule)
  .nullish()
  .transform((list) => list ?? []);

const accessPolicy = z.object({
  id: text,
  name: text,
  decision: text,
  precedence: amount,
  include: accessRules,
  require: accessRules,
  exclude: accessRules,
});

export const accessApps = z.array(
  z.object({
    id: z.string(),
    name: text,
    type: text,
    /** `host` or `host/path` of every public destination, wildcards as they are. */
    destinations: texts,
    policies: z
      .array(accessPolicy)
      .nullish()
      .transform((list) => list ?? []),
  }),
);

export const accessPolicies = z.array(accessPolicy);

export const serviceTokens = z.array(
  z.object({
    id: z.string(),
    name: text,
    duration: text,
    expiresAt: text,
    enabled: flag,
    createdAt: text,
    lastSeenAt: text,
  }),
);

export const apiTokens = z.array(
  z.object({
    id: z.string(),
    name: text,
    status: text,
    issuedOn: text,
    modifiedOn: text,
    expiresOn: text,
    lastUsedOn: text,
    /** Whether the token is bound to addresses. */
    ipRestricted: flag,
    policies: z
      .array(
        z.object({
          effect: text,
          permissionGroups: texts,
          /** Resource keys, nested ones joined by a slash. */
          resources: texts,
        }),
      )
      .nullish()
      .transform((list) => list ?? []),
  }),
);
