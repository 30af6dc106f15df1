/** How a rule stood when people decided about it, and what they decided: what a later reading of the zone is held against. */
import { PHASES, type PhaseKey, ruleSubject } from './controls/effective-rules.ts';
import type { Phase, Rule } from './sections/rules.ts';
import type { Sections } from './snapshot.ts';

export type Standing = {
  subject: string;
  level: 'zone' | 'account';
  phase: PhaseKey;
  rule: Rule;
  /** Its own expression, after that of the rule that executes its ruleset. */
  when: readonly string[];
};

export type Approved = Standing & {
  choice: 'enforce-now' | 'log-first' | 'canary';
  /** Whether what was decided is to rewrite the rule, not only to switch it on or off, to log or to block. */
  rewrites: boolean;
  /** When, in which review and by which decision. */
  at: string;
  review: string;
  decision: string;
};

export const RULE_SECTIONS = ['customRules', 'rateLimits', 'managedRules', 'accountRulesets'] as const;
export type RuleSections = Pick<Sections, (typeof RULE_SECTIONS)[number]>;

const SECTION_OF = { custom: 'customRules', rateLimits: 'rateLimits', managed: 'managedRules' } as const;
const KEYS = ['custom', 'rateLimits', 'managed'] as const;

export const sectionOf = ({ level, phase }: Pick<Standing, 'level' | 'phase'>): (typeof RULE_SECTIONS)[number] =>
  level === 'account' ? 'accountRulesets' : SECTION_OF[phase];

/** Every rule that was read, enabled or not. */
export function standingRules(sections: RuleSections): Standing[] {
  return KEYS.flatMap((phase) =>
    (['zone', 'account'] as const).flatMap((level) => {
      const read = phaseOf(sections, { level, phase });
      if (!read) return [];
      const name = (rule: Rule, executedBy: readonly Rule[] = []): Standing => {
        const when = [...executedBy, rule].map(({ expression }) => expression);
        return { subject: ruleSubject(PHASES[phase], rule), level, phase, rule, when };
      };
      const inner = read.nested.flatMap(({ id, rules }) => {
        const executing = read.rules.filter((rule) => executes(rule) === id).slice(0, 1);
        return rules.map((rule) => name(rule, executing));
      });
      return [...read.rules.map((rule) => name(rule)), ...inner];
    }),
  );
}

/** Whether rules may stand there that could not be read: those of a ruleset that is executed. Managed ones hold no rules of the zone's own. */
export function hasGap(sections: RuleSections, where: Pick<Standing, 'level' | 'phase'>): boolean {
  const read = phaseOf(sections, where);
  if (!read || where.phase === 'managed') return false;
  const known = new Set(read.nested.map(({ id }) => id));
  return read.rules.some((rule) => {
    const id = executes(rule);
    return id != null && !known.has(id);
  });
}

function phaseOf(sections: RuleSections, { level, phase }: Pick<Standing, 'level' | 'phase'>): Phase | undefined {
  const { accountRulesets } = sections;
  if (level === 'account') return accountRulesets.state === 'read' ? accountRulesets.value[phase] : undefined;
  const section = sections[SECTION_OF[phase]];
  return section.state === 'read' ? section.value : undefined;
}

const executes = ({ action, actionParameters }: Rule) => (action === 'execute' ? actionParameters?.id : undefined);
