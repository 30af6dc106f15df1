/** Leaked credentials: the check is on, and a rule acts on what it finds at an endpoint that takes credentials. */
import type { Snapshot } from '../snapshot.ts';
import { type Control, control } from './control.ts';
import { actingOn, judgeRules, type Tools } from './judge-rules.ts';
import type { Target } from './prover.ts';
import type { Phases } from './skips.ts';

const FIELDS = ['cf.waf.credential_check.'];
const LEAKED = {
  'cf.waf.credential_check.password_leaked': true,
  'cf.waf.credential_check.username_and_password_leaked': true,
  'cf.waf.credential_check.username_leaked': true,
  'cf.waf.credential_check.username_password_similar': true,
  'cf.waf.auth_detected': true,
};

export function leakedCredentials(
  snapshot: Snapshot,
  { custom, rateLimits }: Phases,
  endpoint: Target,
  tools: Tools,
): Control {
  const section = snapshot.sections.leakedCredentials;
  if (section.state === 'not_entitled') return control('unavailable');
  if (section.state !== 'read' || section.value.enabled === null) return control('unknown');
  if (!section.value.enabled) return control('uncovered');
  const candidates = [custom, rateLimits].flatMap(({ rules }) => actingOn(rules, FIELDS, tools));
  return judgeRules({ candidates, complete: custom.complete && rateLimits.complete, endpoint, given: LEAKED }, tools);
}
