import type { ConcreteRequest } from './concrete-request.ts';

/** What an expert knows of fields beyond their type: what they may hold, and which value is the plainest. */
const TEXTS: Record<string, { pattern: string; plain: readonly string[] }> = {
  'ip.src.country': { pattern: '^[A-Z]{2}$', plain: ['US', 'DE', 'BR', 'CN'] },
  'ip.geoip.country': { pattern: '^[A-Z]{2}$', plain: ['US', 'DE', 'BR', 'CN'] },
  'ip.src.continent': { pattern: '^(?:AF|AN|AS|EU|NA|OC|SA|T1)$', plain: ['EU', 'NA', 'AS'] },
  'ip.geoip.continent': { pattern: '^(?:AF|AN|AS|EU|NA|OC|SA|T1)$', plain: ['EU', 'NA', 'AS'] },
  'cf.waf.score.class': { pattern: '^(?:attack|likely_attack|likely_clean|clean)$', plain: ['clean', 'attack'] },
  'http.request.version': { pattern: '^HTTP/(?:1\\.0|1\\.1|2|3)$', plain: ['HTTP/2', 'HTTP/1.1'] },
  'http.user_agent': { pattern: '^[ -~]*$', plain: ['Mozilla/5.0', ''] },
  'http.request.body.mime': { pattern: '^[ -~]*$', plain: ['application/json', ''] },
};
const VISIBLE = { pattern: '^[ -~]*$', plain: [] };

export const possibleTexts = (name: string): { pattern: string; plain: readonly string[] } =>
  Object.hasOwn(TEXTS, name) ? (TEXTS[name] ?? VISIBLE) : VISIBLE;

/** Least and most. */
export function possibleIntegers(name: string): [bigint, bigint] {
  if (name === 'cf.bot_management.score') return [1n, 99n];
  if (name === 'cf.threat_score') return [0n, 0n]; // always 0 by now
  if (name.startsWith('cf.waf.score')) return [1n, 100n];
  if (name === 'http.response.code') return [100n, 599n];
  if (name.endsWith('_port') || name.endsWith('port')) return [1n, 65_535n];
  if (name === 'ip.src.asnum' || name === 'ip.geoip.asnum') return [1n, 0xffffffffn];
  return [0n, BigInt(Number.MAX_SAFE_INTEGER)];
}

/** Whether fields that depend on each other agree. */
export function isPossible(fields: ConcreteRequest['fields']): boolean {
  return IMPLIED.every(([one, other]) => fields[one] !== true || fields[other] !== false);
}

const IMPLIED: readonly (readonly [string, string])[] = [
  ['cf.tls_client_auth.cert_revoked', 'cf.tls_client_auth.cert_verified'],
  ['cf.tls_client_auth.cert_revoked', 'cf.tls_client_auth.cert_presented'],
  ['cf.tls_client_auth.cert_verified', 'cf.tls_client_auth.cert_presented'],
  ['is_jwt_valid()', 'is_jwt_present()'],
];
