import type { Endpoint } from '../../inventory/endpoint.ts';
import { defineCheck, fail } from '../check.ts';
import { MANAGED_RULESETS } from '../controls/waf-managed.ts';
import { isObserved } from '../observed.ts';
import { undecided } from '../unread.ts';

export default defineCheck({
  id: 'input.managed-ruleset-missing',
  step: 4,
  title: 'API hosts without the managed ruleset',
  gap: 'no managed rules',
  change: 'rejects',
  severity: 'high',
  needs: ['operations', 'managedRules'],
  uses: ['accountRulesets'],
  why: 'The managed rules stop known attacks on known software; without them only the application stands between.',
  fix: 'Execute the managed ruleset of the plan for these hosts, in log mode first where the plan can.',
  standards: ['API8:2023'],

  evaluate({ zone, endpoints, phases: { managed }, tools, sections }) {
    const executing = managed.rules.filter(
      ({ rule }) => rule.action === 'execute' && MANAGED_RULESETS.has(rule.actionParameters?.id ?? ''),
    );
    const scoring = managed.rules.filter(
      ({ rule }) => rule.action === 'execute' && rule.actionParameters?.id === OWASP_RULESET,
    );
    const runsOn = (rules: typeof executing, onHost: readonly Endpoint[]) => {
      const answers = rules.flatMap(({ when }) => tools.prover.over(when, onHost));
      if (answers.some(({ holds }) => holds === 'always' || holds === 'maybe')) return true;
      return managed.complete && !answers.some(({ holds }) => holds === 'not_understood') ? false : undefined;
    };
    return [...byHost(endpoints.filter(isObserved))].flatMap(([host, onHost]) => {
      const subject = `host:${host}`;
      const runs = runsOn(executing, onHost);
      if (runs !== true) return runs === undefined ? [undecided(sections, subject)] : [fail(subject)];
      if (zone.plan === 'free') return []; // its plan has no other
      const scores = runsOn(scoring, onHost);
      if (scores === undefined) return [undecided(sections, subject)];
      return scores ? [] : [fail(subject, OWASP_MISSING)];
    });
  },
});

const OWASP_RULESET = '4814384a9e5d4991b9815dcfc25d2f1f';
const OWASP_MISSING = {
  cause: 'owasp',
  severity: 'low',
  facts: { ruleset: 'owasp' },
  title: 'API hosts without the OWASP ruleset beside the managed one',
} as const;

function byHost(endpoints: readonly Endpoint[]): Map<string, Endpoint[]> {
  const groups = new Map<string, Endpoint[]>();
  for (const endpoint of endpoints) groups.set(endpoint.host, [...(groups.get(endpoint.host) ?? []), endpoint]);
  return groups;
}
