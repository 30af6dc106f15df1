import type { Endpoint } from '../../inventory/endpoint.ts';
import { anywhereOn } from '../anywhere.ts';
import { defineCheck, fail } from '../check.ts';
import { actingOn } from '../controls/judge-rules.ts';
import { isObserved, isSaved } from '../observed.ts';
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
  fix: 'Add a custom rule for the host on requests that match no saved endpoint (cf.api_gateway.fallthrough_detected): log first where the plan can, block once its hits are explained.',
  standards: ['API9:2023'],

  evaluate({ endpoints, phases: { custom }, tools, sections }) {
    const rules = actingOn(custom.rules, ['cf.api_gateway.fallthrough'], tools);
    const hasShadows = endpoints.some((endpoint) => isObserved(endpoint) && !isSaved(endpoint));
    return [...byHost(endpoints.filter(isObserved))].flatMap(([host, onHost]) => {
      // a rule may be about some paths only: those of the API, or any other
      const targets = [...onHost, ...anywhereOn(host)];
      const answers = new Set<string>();
      for (const { when } of rules) {
        for (const target of targets) {
          const holds = tools.prover.holds(when, target, FELL_THROUGH);
          if (holds === 'always' || holds === 'maybe') return [];
          answers.add(holds);
        }
      }
      const subject = `host:${host}`;
      if (!custom.complete || answers.has('not_understood')) return [undecided(sections, subject)];
      return [fail(subject, { severity: hasShadows ? 'high' : 'medium' })];
    });
  },
});

const FELL_THROUGH = {
  'cf.api_gateway.fallthrough_detected': true,
  'cf.api_gateway.fallthrough_triggered': true,
};

function byHost(endpoints: readonly Endpoint[]): Map<string, Endpoint[]> {
  const groups = new Map<string, Endpoint[]>();
  for (const endpoint of endpoints) {
    const group = groups.get(endpoint.host);
    if (group) group.push(endpoint);
    else groups.set(endpoint.host, [endpoint]);
  }
  return groups;
}
