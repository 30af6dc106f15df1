/** A rate limiting rule that is always about the endpoint, and whose counter can count its requests. */
import { type Control, control } from './control.ts';
import type { EffectivePhase, EffectiveRule } from './effective-rules.ts';
import { acts, judgeRules, type Tools } from './judge-rules.ts';
import type { Holds, Target } from './prover.ts';

export function rateLimit(phase: EffectivePhase, endpoint: Target, tools: Tools): Control {
  const limits = limitsOf(phase.rules);
  if (!limits.some(hasCounter)) return judgeRules({ candidates: limits, complete: phase.complete, endpoint }, tools);
  const counting = limits.map((rule) => ({ rule, counts: counts(rule, endpoint, tools) }));
  const ask = (answers: readonly Holds[]) => {
    const candidates = counting.filter((each) => answers.includes(each.counts)).map(({ rule }) => rule);
    return judgeRules({ candidates, complete: phase.complete, endpoint }, tools);
  };
  const sure = ask(['always', 'maybe']);
  if (sure.verdict === 'covered' || !counting.some((each) => each.counts === 'not_understood')) return sure;
  const { rules, verdict } = ask(['not_understood']);
  return verdict === 'uncovered' ? sure : control('unknown', 'off', rules);
}

/** Found once for a list, as it is asked of every endpoint. */
const acting = new WeakMap<readonly EffectiveRule[], EffectiveRule[]>();

function limitsOf(rules: readonly EffectiveRule[]): EffectiveRule[] {
  const known = acting.get(rules);
  if (known) return known;
  const limits = rules.filter(acts);
  acting.set(rules, limits);
  return limits;
}

const hasCounter = ({ rule }: EffectiveRule): boolean => Boolean(rule.ratelimit?.countingExpression);

/** A counting expression of its own does not inherit the rule's: one that is never true of the endpoint counts nothing. */
function counts({ rule }: EffectiveRule, endpoint: Target, { prover }: Tools): Holds {
  const counting = rule.ratelimit?.countingExpression;
  return counting ? prover.holds([counting], endpoint) : 'always';
}
