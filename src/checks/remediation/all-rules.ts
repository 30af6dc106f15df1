/** Every rule of the phases that protect, enabled or not, that runs in this zone or would, with the subject it is named by. */
import type { Endpoint } from '../../inventory/endpoint.ts';
import { anywhereOn } from '../anywhere.ts';
import { PHASES, type PhaseKey, ruleSubject } from '../controls/effective-rules.ts';
import type { Prover, Target } from '../controls/prover.ts';
import type { Phase, Rule } from '../sections/rules.ts';
import type { Section } from '../snapshot.ts';

type NamedRule = { subject: string; rule: Rule; phase: PhaseKey; when: readonly string[] };
type Read = {
  customRules: Phase;
  rateLimits: Phase;
  managedRules: Section<Phase>;
  accountRulesets: Section<Record<PhaseKey, Phase>>;
};
type Where = { zone: { name: string }; endpoints: readonly Endpoint[]; prover: Prover };

export function allRules({ customRules, rateLimits, managedRules, accountRulesets }: Read, where: Where): NamedRule[] {
  const zone = {
    custom: customRules,
    rateLimits,
    ...(managedRules.state === 'read' ? { managed: managedRules.value } : {}),
  };
  const ofAccount = accountRulesets.state === 'read' ? named(accountRulesets.value) : [];
  const targets = ofAccount.length > 0 ? targetsIn(where) : [];
  return [
    ...named(zone),
    ...ofAccount.filter(({ when }) => targets.some((each) => where.prover.holds(when, each) !== 'never')),
  ];
}

function named(phases: Partial<Record<PhaseKey, Phase>>): NamedRule[] {
  return (['custom', 'rateLimits', 'managed'] as const).flatMap((phase) => {
    const { rules = [], nested = [] } = phases[phase] ?? {};
    const name = (rule: Rule, when: readonly string[]) => ({
      subject: ruleSubject(PHASES[phase], rule),
      rule,
      phase,
      when: [...when, rule.expression],
    });
    // of a ruleset that nothing executes, the rule that would is what is switched off
    const inner = rules
      .filter(({ action, enabled }) => action === 'execute' && enabled)
      .flatMap(({ expression, actionParameters }) =>
        nested
          .filter(({ id }) => id === actionParameters?.id)
          .flatMap((ruleset) => ruleset.rules.map((rule) => name(rule, [expression]))),
      );
    return [...rules.map((rule) => name(rule, [])), ...inner];
  });
}

/** All that may come to a zone: a rule of the account may be for other zones alone. */
function targetsIn({ zone, endpoints }: Where): Target[] {
  const hosts = new Set([zone.name, `{hostVar1}.${zone.name}`, ...endpoints.map(({ host }) => host)]);
  return [...hosts].flatMap(anywhereOn);
}

/** The endpoints for which it always holds; when there are none, those for which it may. */
export function concerned(
  { when }: Pick<NamedRule, 'when'>,
  endpoints: readonly Endpoint[],
  prover: Prover,
): Endpoint[] {
  const met = prover.over(when, endpoints);
  const that = (wanted: string) => met.flatMap(({ target, holds }) => (holds === wanted ? [target] : []));
  const always = that('always');
  return always.length > 0 ? always : that('maybe');
}
