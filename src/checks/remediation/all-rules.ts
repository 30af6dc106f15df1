/** Every rule of the phases that protect, enabled or not, with the subject it is named by. */
import type { Endpoint } from '../../inventory/endpoint.ts';
import { PHASES, type PhaseKey, ruleSubject } from '../controls/effective-rules.ts';
import type { Prover } from '../controls/prover.ts';
import type { Phase, Rule } from '../sections/rules.ts';
import type { Section } from '../snapshot.ts';

type NamedRule = { subject: string; rule: Rule; phase: PhaseKey };
type Read = {
  customRules: Phase;
  rateLimits: Phase;
  managedRules: Section<Phase>;
  accountRulesets: Section<Record<PhaseKey, Phase>>;
};

export function allRules({ customRules, rateLimits, managedRules, accountRulesets }: Read): NamedRule[] {
  const zone = {
    custom: customRules,
    rateLimits,
    ...(managedRules.state === 'read' ? { managed: managedRules.value } : {}),
  };
  return [...named(zone), ...(accountRulesets.state === 'read' ? named(accountRulesets.value) : [])];
}

function named(phases: Partial<Record<PhaseKey, Phase>>): NamedRule[] {
  return (['custom', 'rateLimits', 'managed'] as const).flatMap((phase) => {
    const { rules = [], nested = [] } = phases[phase] ?? {};
    return [...rules, ...nested.flatMap((ruleset) => ruleset.rules)].map((rule) => ({
      subject: ruleSubject(PHASES[phase], rule),
      rule,
      phase,
    }));
  });
}

/** The endpoints for which it always holds; when there are none, those for which it may. */
export function concerned({ expression }: Rule, endpoints: readonly Endpoint[], prover: Prover): Endpoint[] {
  const that = (wanted: string) => endpoints.filter((endpoint) => prover.holds([expression], endpoint) === wanted);
  const always = that('always');
  return always.length > 0 ? always : that('maybe');
}
