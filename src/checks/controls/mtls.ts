/** Client certificates: the host asks for one, and a custom rule stops every request without a verified one. */
import type { Endpoint } from '../../inventory/endpoint.ts';
import { standsFor } from '../../inventory/host-variables.ts';
import type { Snapshot } from '../snapshot.ts';
import { type Control, control } from './control.ts';
import type { EffectivePhase } from './effective-rules.ts';
import { actingOn, judgeRules, type Tools } from './judge-rules.ts';

const FIELDS = ['cf.tls_client_auth.'];
export const NO_CERTIFICATE = { 'cf.tls_client_auth.cert_verified': false };

export function mtls(endpoint: Endpoint, snapshot: Snapshot, phase: EffectivePhase, tools: Tools): Control {
  const hosts = snapshot.sections.mtlsHosts;
  if (hosts.state === 'not_entitled') return control('unavailable');
  if (hosts.state !== 'read') return control('unknown');
  const asking = hosts.value.flatMap(({ hostnames }) => hostnames.map((name) => asksFor(name, endpoint.host)));
  if (asking.every((asks) => asks === 'never')) return control('uncovered');
  const candidates = actingOn(phase.rules, FIELDS, tools);
  const judged = judgeRules({ candidates, complete: phase.complete, endpoint, given: NO_CERTIFICATE }, tools);
  // of the hosts that a variable stands for, some may ask for no certificate
  const isPartial = judged.verdict === 'covered' && !asking.includes('always');
  return isPartial ? control('bypassable', judged.mode, judged.rules) : judged;
}

/** Whether a name of an association means a host; a star in front stands for all below. */
export function asksFor(name: string, host: string): 'always' | 'maybe' | 'never' {
  const wanted = name.toLowerCase();
  if (wanted === host || (wanted.startsWith('*.') && host.endsWith(wanted.slice(1)))) return 'always';
  return standsFor(host, wanted) ? 'maybe' : 'never';
}
