import { isAuthEndpoint } from '../../inventory/classify.ts';
import { defineCheck, fail } from '../check.ts';
import type { EffectiveRule } from '../controls/effective-rules.ts';
import { acts } from '../controls/judge-rules.ts';
import { isObserved } from '../observed.ts';

export default defineCheck({
  id: 'abuse.ip-only-counter',
  step: 5,
  title: 'Sensitive limits that count by address alone',
  gap: 'counted by address',
  change: 'rejects',
  severity: 'medium',
  needs: ['operations', 'rateLimits'],
  uses: ['entitlements'],
  why: 'Rotating proxies stay below it, and everybody behind one address is stopped together.',
  fix: 'Count by session, token or another value of the request as well.',
  standards: ['API4:2023'],

  evaluate({ endpoints, phases: { rateLimits }, tools: { prover }, sections: { entitlements } }) {
    const limits = rateLimits.rules.filter(acts);
    const named =
      entitlements.state === 'read' &&
      entitlements.value.some(({ key, value }) => ADVANCED.test(key) && value !== false);
    if (!named && limits.every(byAddressOnly)) return []; // counting by anything else is not known to be available
    return endpoints
      .filter((endpoint) => isObserved(endpoint) && (isAuthEndpoint(endpoint) || endpoint.audience === 'partner'))
      .flatMap((endpoint) => {
        const counting = prover.near(limits, endpoint).filter(({ when }) => prover.holds(when, endpoint) === 'always');
        if (counting.length === 0 || !counting.every(byAddressOnly)) return [];
        return [fail(endpoint.key, { facts: { rules: counting.map(({ subject }) => subject) } })];
      });
  },
});

const ADVANCED = /advanced.*rate|rate.*advanced/i;
const ADDRESS: ReadonlySet<string> = new Set(['cf.colo.id', 'ip.src', 'cf.unique_visitor_id']);

function byAddressOnly({ rule }: EffectiveRule): boolean {
  return rule.ratelimit?.characteristics.every((characteristic) => ADDRESS.has(characteristic)) ?? true;
}
