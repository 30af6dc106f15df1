/** How requests escape a rule: skip rules that run before it and reach it. */
import { type EffectivePhase, type EffectiveRule, type Gap, PHASES, type PhaseKey } from './effective-rules.ts';
import type { Holds, Prover, Target } from './prover.ts';
import type { Given } from './suppose.ts';

export type Phases = Record<PhaseKey, EffectivePhase>;
type Escape = { holds: Holds; by: readonly string[] };
export type Escapes = (rule: EffectiveRule, endpoint: Target, given?: Given) => Escape;
/** The skip rules that run before a rule and reach it. */
export type Skipping = (rule: EffectiveRule) => readonly EffectiveRule[];

const inOrder = (phases: Phases) => [...phases.custom.rules, ...phases.rateLimits.rules, ...phases.managed.rules];

export function createSkipping(phases: Phases): Skipping {
  const order = inOrder(phases);
  const skips = order.filter(({ rule }) => rule.action === 'skip');
  const reaching = new Map<EffectiveRule, EffectiveRule[]>();
  return (target) => {
    const known = reaching.get(target);
    if (known) return known;
    const relevant = skips.filter((skip) => order.indexOf(skip) < order.indexOf(target) && reaches(skip, target));
    reaching.set(target, relevant);
    return relevant;
  };
}

/** Does some skip rule let all, some or none of the requests past a rule? */
export function createEscapes(phases: Phases, prover: Prover, skipping: Skipping): Escapes {
  const order = inOrder(phases);
  const gaps = [...phases.custom.gaps, ...phases.rateLimits.gaps];
  const isBefore = (gap: Gap, target: EffectiveRule) =>
    gap.phase === target.phase
      ? gap.level === target.level && gap.executedBy !== null && order.indexOf(gap.executedBy) < order.indexOf(target)
      : gap.phase === PHASES.custom; // only custom rules skip later phases
  return (target, endpoint, given) => {
    const skips = prover.near(skipping(target), endpoint);
    if (skips.length === 0 && gaps.length === 0) return NONE;
    const each = skips.map((skip) => ({ by: skip.subject, holds: prover.holds(skip.when, endpoint, given) }));
    // a skip may stand in rules that were not read
    const hidden = gaps
      .filter((gap) => !isBeyond(gap, target) && isBefore(gap, target))
      .filter(({ executedBy }) => !executedBy || prover.holds(executedBy.when, endpoint, given) !== 'never');
    if (hidden.length > 0) each.push({ by: '', holds: 'not_understood' });
    for (const answer of ['always', 'not_understood', 'maybe'] as const) {
      const found = each.filter(({ holds }) => holds === answer);
      if (found.length > 0) return { holds: answer, by: found.map((skip) => skip.by).filter(Boolean) };
    }
    return NONE;
  };
}

const NONE: Escape = { holds: 'never', by: [] };

/** An account's skip ends with the account's rules. */
const isBeyond = ({ level }: Pick<EffectiveRule, 'level'>, target: EffectiveRule): boolean =>
  level === 'account' && target.level === 'zone';

function reaches(skip: EffectiveRule, target: EffectiveRule): boolean {
  if (isBeyond(skip, target)) return false;
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
  return products.includes('waf') || rulesets.includes(executed) || (ownRules(rules, executed)?.length ?? 0) > 0;
}

/** The id may be `constructor`, or whatever else every object has. */
const ownRules = (rules: Record<string, string[]> | null | undefined, id: string) =>
  rules && Object.hasOwn(rules, id) ? rules[id] : undefined;
