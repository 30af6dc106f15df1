/** Client certificates: the host asks for one, and a custom rule stops every request without a verified one. */
import type { Endpoint } from '../../inventory/endpoint.ts';
import type { Snapshot } from '../snapshot.ts';
import { type Control, control } from './control.ts';
import type { EffectivePhase } from './effective-rules.ts';
import { actingOn, judgeRules, type Tools } from './judge-rules.ts';

export const NO_CERTIFICATE = { 'cf.tls_client_auth.cert_verified': false };

export function mtls(endpoint: Endpoint, snapshot: Snapshot, phase: EffectivePhase, tools: Tools): Control {
  const hosts = snapshot.sections.mtlsHosts;
  if (hosts.state === 'not_entitled') return control('unavailable');
  if (hosts.state !== 'read') return control('unknown');
  if (!hosts.value.some(({ hostnames }) => hostnames.includes(endpoint.host))) return control('uncovered');
  const candidates = actingOn(phase.rules, ['cf.tls_client_auth.'], tools);
  return judgeRules({ candidates, complete: phase.complete, endpoint, given: NO_CERTIFICATE }, tools);
}
