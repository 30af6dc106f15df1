/** How requests escape a rule: skip rules that run before it and reach it. */
import { type EffectivePhase, type EffectiveRule, PHASES, type PhaseKey } from './effective-rules.ts';
import type { Holds, Prover, Target } from './prover.ts';
import type { Given } from './suppose.ts';

export type Phases = Record<PhaseKey, EffectivePhase>;
type Escape = { holds: Holds; by: string[] };
export type Escapes = (rule: EffectiveRule, endpoint: Target, given?: Given) => Escape;

/** Does some skip rule let all, some or none of the requests past a rule? */
export function createEscapes(phases: Phases, prover: Prover): Escapes {
  const order = [...phases.custom.rules, ...phases.rateLimits.rules, ...phases.managed.rules];
  const skips = order.filter(({ rule }) => rule.action === 'skip');
  const reaching = new Map<EffectiveRule, EffectiveRule[]>();
  return (target, endpoint, given) => {
    const relevant =
      reaching.get(target) ??
      skips.filter((skip) => order.indexOf(skip) < order.indexOf(target) && reaches(skip, target));
    reaching.set(target, relevant);
    const each = relevant.map((skip) => ({ by: skip.subject, holds: prover.holds(skip.when, endpoint, given) }));
    for (const answer of ['always', 'not_understood', 'maybe'] as const) {
      const by = each.filter(({ holds }) => holds === answer).map((skip) => skip.by);
      if (by.length > 0) return { holds: answer, by };
    }
    return { holds: 'never', by: [] };
  };
}

function reaches(skip: EffectiveRule, target: EffectiveRule): boolean {
  if (skip.level === 'account' && target.level === 'zone') return false; // an account's skip ends with the account's rules
  const parameters = skip.rule.actionParameters;
  if (!parameters) return false;
  const samePhase = skip.phase === target.phase;
  if (samePhase && skip.level === target.level) {
    if (parameters.phase === 'current') return true;
    if (parameters.ruleset === 'current' && (skip.ruleset === null || skip.ruleset === target.ruleset)) return true;
  }
  if (parameters.phases.includes(target.phase)) return true;
  return target.phase === PHASES.managed && reachesManaged(skip, target);
}

/** A skip of single managed rules is a hole too, though a small one. */
function reachesManaged(skip: EffectiveRule, target: EffectiveRule): boolean {
  const { products = [], rulesets = [], rules } = skip.rule.actionParameters ?? {};
  const executed = target.rule.actionParameters?.id ?? '';
  return products.includes('waf') || rulesets.includes(executed) || (rules?.[executed]?.length ?? 0) > 0;
}
