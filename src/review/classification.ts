/** Whom endpoints are for, what is at stake and what a caller shows, as people said it by a pattern. Pure. */
import { z } from 'zod';
import { mostSpecific } from './ownership.ts';

/** What can be said of endpoints, and with which words. */
export const FACETS = {
  audience: ['public', 'partner', 'internal', 'mobile'],
  sensitivity: ['auth', 'token', 'payment', 'personal', 'write', 'search', 'read'],
  credential: ['none', 'api-key', 'basic', 'bearer', 'oauth2', 'openid', 'mtls', 'session'],
} as const;

const of = <F extends keyof typeof FACETS>(facet: F) =>
  z.object({ pattern: z.string(), facet: z.literal(facet), value: z.enum(FACETS[facet]), setBy: z.string() });

export const ClassificationRule = z.discriminatedUnion('facet', [of('audience'), of('sensitivity'), of('credential')]);
export type ClassificationRule = z.infer<typeof ClassificationRule>;
export type Facet = ClassificationRule['facet'];

/** Of each facet the most specific rule that is about an endpoint. */
export function saidBy(rules: readonly ClassificationRule[]) {
  const audiences = rules.filter((rule) => rule.facet === 'audience');
  const sensitivities = rules.filter((rule) => rule.facet === 'sensitivity');
  const credentials = rules.filter((rule) => rule.facet === 'credential');
  return (key: string) => {
    const audience = said(mostSpecific(audiences, key));
    const sensitivity = said(mostSpecific(sensitivities, key));
    const credential = said(mostSpecific(credentials, key));
    if (!audience && !sensitivity && !credential) return undefined;
    return { ...(audience && { audience }), ...(sensitivity && { sensitivity }), ...(credential && { credential }) };
  };
}

const said = <V>(rule: { pattern: string; value: V } | undefined) =>
  rule && { value: rule.value, reason: `said by a person, for ${rule.pattern}` };
