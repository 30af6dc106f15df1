import { defineCheck, fail, unknown } from '../check.ts';
import { MANAGED_RULESETS } from '../controls/waf-managed.ts';
import { isObserved } from '../observed.ts';
import { doubts } from '../unread.ts';

export default defineCheck({
  id: 'input.execute-excludes-api',
  step: 4,
  title: 'The managed rules leave API endpoints out',
  gap: 'left out of the managed rules',
  change: 'rejects',
  severity: 'high',
  needs: ['operations', 'managedRules'],
  uses: ['accountRulesets'],
  why: 'The condition under which they run excludes what they are there for.',
  fix: 'Widen the condition of the rule, in log mode first where the plan can.',
  standards: ['API8:2023'],

  evaluate({ endpoints, phases: { managed }, tools: { prover }, sections }) {
    const executing = managed.rules.filter(
      ({ rule }) => rule.action === 'execute' && MANAGED_RULESETS.has(rule.actionParameters?.id ?? ''),
    );
    if (executing.length === 0) return doubts(sections);
    const unclear = new Set<string>();
    const touches = endpoints.filter(isObserved).flatMap((endpoint) => {
      const answers = prover
        .near(executing, endpoint)
        .map(({ subject, when }) => ({ subject, holds: prover.holds(when, endpoint) }));
      if (answers.every(({ holds }) => holds === 'never')) return [endpoint.key];
      if (answers.every(({ holds }) => holds === 'never' || holds === 'not_understood')) {
        for (const { subject, holds } of answers) if (holds === 'not_understood') unclear.add(subject);
      }
      return [];
    });
    if (touches.length === 0) return [...unclear].map((subject) => unknown(subject, 'not_understood'));
    const unread = doubts(sections);
    if (unread.length > 0) return unread;
    return executing.map(({ subject }) =>
      fail(subject, { cause: subject, touches, facts: { endpoints: touches.length } }),
    );
  },
});
