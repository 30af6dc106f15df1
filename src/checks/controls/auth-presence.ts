/** A custom rule that stops requests without any of the configured session identifiers. */
import type { Control } from './control.ts';
import type { EffectivePhase } from './effective-rules.ts';
import { actingOn, judgeRules, type Tools } from './judge-rules.ts';
import type { Target } from './prover.ts';

const FIELDS = ['cf.api_gateway.auth_id_present'];
const NO_SESSION = { 'cf.api_gateway.auth_id_present': false };

export function authPresence(endpoint: Target, phase: EffectivePhase, tools: Tools): Control {
  const candidates = actingOn(phase.rules, FIELDS, tools);
  return judgeRules({ candidates, complete: phase.complete, endpoint, given: NO_SESSION }, tools);
}
