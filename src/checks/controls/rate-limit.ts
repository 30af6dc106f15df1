/** A rate limiting rule that is always about the endpoint, and whose counter can count its requests. */
import type { Control } from './control.ts';
import type { EffectivePhase, EffectiveRule } from './effective-rules.ts';
import { acts, judgeRules, type Tools } from './judge-rules.ts';
import type { Target } from './prover.ts';

export function rateLimit(phase: EffectivePhase, endpoint: Target, tools: Tools): Control {
  const candidates = phase.rules.filter((rule) => acts(rule) && counts(rule, endpoint, tools));
  return judgeRules({ candidates, complete: phase.complete, endpoint }, tools);
}

/** A counting expression of its own does not inherit the rule's: one that is never true of the endpoint counts nothing. */
function counts({ rule }: EffectiveRule, endpoint: Target, { prover }: Tools): boolean {
  const counting = rule.ratelimit?.countingExpression;
  return !counting || prover.holds([counting], endpoint) !== 'never';
}
