/** The enabled rules of a phase as they run: the account's first, then the zone's, with the rulesets they execute unfolded. */
import type { Phase, Rule } from '../sections/rules.ts';
import type { Missing, Section, Snapshot } from '../snapshot.ts';

export const PHASES = {
  custom: 'http_request_firewall_custom',
  rateLimits: 'http_ratelimit',
  managed: 'http_request_firewall_managed',
} as const;
export type PhaseKey = keyof typeof PHASES;

export type EffectiveRule = {
  subject: string;
  rule: Rule;
  phase: string;
  level: 'account' | 'zone';
  /** The custom ruleset it stands in, null for the entry point; a skip of `current` reaches no further. */
  ruleset: string | null;
  /** Its own expression and those of the rules that execute its ruleset. */
  when: readonly string[];
};

/** Where rules may stand that were not read: a whole level, or the ruleset that one rule executes. */
export type Gap = { phase: string; level: 'account' | 'zone'; executedBy: EffectiveRule | null };

export type EffectivePhase = {
  rules: readonly EffectiveRule[];
  gaps: readonly Gap[];
  /** False when rules may exist that were not read. */
  complete: boolean;
  entitled: boolean;
};

const SECTION_OF = { custom: 'customRules', rateLimits: 'rateLimits', managed: 'managedRules' } as const;

export function effectivePhase(snapshot: Snapshot, key: PhaseKey): EffectivePhase {
  const zone = snapshot.sections[SECTION_OF[key]];
  const account = accountPhase(snapshot, key);
  const parts = [
    { level: 'account' as const, section: account },
    { level: 'zone' as const, section: zone },
  ];
  const unfolded = parts.map(({ level, section }) =>
    section.state === 'read' ? unfold(section.value, level, PHASES[key]) : unread(section, level, PHASES[key]),
  );
  const gaps = unfolded.flatMap((part) => part.gaps);
  return {
    rules: unfolded.flatMap(({ rules }) => rules),
    gaps,
    complete: gaps.length === 0,
    entitled: zone.state !== 'not_entitled' || account.state === 'read',
  };
}

type Unfolded = { rules: EffectiveRule[]; gaps: Gap[] };

/** What the plan does not have holds no rules; anything else that was not read might. */
function unread(section: Missing, level: Gap['level'], phase: string): Unfolded {
  return { rules: [], gaps: section.state === 'not_entitled' ? [] : [{ phase, level, executedBy: null }] };
}

/** Account rulesets act on Enterprise zones only: elsewhere they hold nothing, whether they were read or not. */
export function accountRulesetsOf({ zone, sections }: Snapshot): Snapshot['sections']['accountRulesets'] {
  if (zone.plan === 'enterprise') return sections.accountRulesets;
  return { state: 'not_entitled', detail: 'account rulesets need an Enterprise zone' };
}

function accountPhase(snapshot: Snapshot, key: PhaseKey): Section<Phase> {
  const section = accountRulesetsOf(snapshot);
  return section.state === 'read' ? { state: 'read', value: section.value[key] } : section;
}

export const ruleSubject = (phase: string, rule: Rule): string => `rule:${phase}/${rule.ref ?? rule.id}`;

function unfold(phase: Phase, level: Gap['level'], name: string): Unfolded {
  const nested = new Map(phase.nested.map((ruleset) => [ruleset.id, ruleset.rules]));
  const rules: EffectiveRule[] = [];
  const gaps: Gap[] = [];
  const add = (rule: Rule, ruleset: string | null, when: readonly string[]): EffectiveRule => {
    const added = { subject: ruleSubject(name, rule), rule, phase: name, level, ruleset, when };
    rules.push(added);
    return added;
  };
  for (const rule of phase.rules.filter(({ enabled }) => enabled)) {
    const executedBy = add(rule, null, [rule.expression]);
    const executed = rule.action === 'execute' ? rule.actionParameters?.id : undefined;
    if (!executed || name === PHASES.managed) continue; // managed rules are not readable: the execute rule stands for them
    const inner = nested.get(executed);
    if (!inner) gaps.push({ phase: name, level, executedBy });
    if (rule.actionParameters?.overrides?.enabled === false) continue;
    for (const each of inner?.filter(({ enabled }) => enabled) ?? [])
      add(each, executed, [rule.expression, each.expression]);
  }
  return { rules, gaps };
}
