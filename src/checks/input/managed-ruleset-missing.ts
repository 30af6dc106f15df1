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

  evaluate({ endpoints, phases: { managed }, tools, sections }) {
    const executing = managed.rules.filter(
      ({ rule }) => rule.action === 'execute' && MANAGED_RULESETS.has(rule.actionParameters?.id ?? ''),
    );
    return [...byHost(endpoints.filter(isObserved))].flatMap(([host, onHost]) => {
      const answers = executing.flatMap(({ when }) => onHost.map((endpoint) => tools.prover.holds(when, endpoint)));
      if (answers.some((holds) => holds === 'always' || holds === 'maybe')) return [];
      const subject = `host:${host}`;
      return !managed.complete || answers.includes('not_understood') ? [undecided(sections, subject)] : [fail(subject)];
    });
  },
});

function byHost(endpoints: readonly Endpoint[]): Map<string, Endpoint[]> {
  const groups = new Map<string, Endpoint[]>();
  for (const endpoint of endpoints) groups.set(endpoint.host, [...(groups.get(endpoint.host) ?? []), endpoint]);
  return groups;
}
