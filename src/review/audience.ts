/** Whom endpoints are for, as people said it by a pattern; what they say stands above labels and words. Pure. */
import { z } from 'zod';
import { mostSpecific } from './ownership.ts';

export const AUDIENCES = ['public', 'partner', 'internal', 'mobile'] as const;

export const AudienceRule = z.object({ pattern: z.string(), audience: z.enum(AUDIENCES), setBy: z.string() });
export type AudienceRule = z.infer<typeof AudienceRule>;

/** The most specific rule that is about an endpoint, if there is one. */
export const saidOf =
  (rules: readonly AudienceRule[]) =>
  (key: string): { audience: AudienceRule['audience']; reason: string } | undefined => {
    const rule = mostSpecific(rules, key);
    return rule && { audience: rule.audience, reason: `said by a person, for ${rule.pattern}` };
  };
