import { defineCheck, fail } from '../check.ts';
import { actingOn } from '../controls/judge-rules.ts';
import { hostsOf, isObserved, isSaved } from '../observed.ts';
import { undecided } from '../unread.ts';

export default defineCheck({
  id: 'inventory.no-fallthrough-rule',
  step: 1,
  title: 'Nothing watches for requests that match no saved endpoint',
  gap: 'no rule for the rest',
  change: 'rejects',
  severity: 'medium',
  needs: ['operations', 'customRules', 'sessionIdentifiers'],
  uses: ['accountRulesets'],
  why: 'A rule on what falls through shows the endpoints nobody saved, and can stop them.',
  fix: 'Add a custom rule for the host on requests that match no saved endpoint: log first where the plan can, block once its hits are explained.',
  standards: ['API9:2023'],

  evaluate({ endpoints, phases: { custom }, tools, sections }) {
    const rules = actingOn(custom.rules, ['cf.api_gateway.fallthrough'], tools);
    const hasShadows = endpoints.some((endpoint) => isObserved(endpoint) && !isSaved(endpoint));
    return hostsOf(endpoints.filter(isObserved)).flatMap((host) => {
      const target = { method: 'GET', host, path: '/{var1}', labels: [] };
      const answers = rules.map(({ when }) => tools.prover.holds(when, target, FELL_THROUGH));
      if (answers.some((holds) => holds === 'always' || holds === 'maybe')) return [];
      const subject = `host:${host}`;
      if (!custom.complete || answers.includes('not_understood')) return [undecided(sections, subject)];
      return [fail(subject, { severity: hasShadows ? 'high' : 'medium' })];
    });
  },
});

const FELL_THROUGH = {
  'cf.api_gateway.fallthrough_detected': true,
  'cf.api_gateway.fallthrough_triggered': true,
};
