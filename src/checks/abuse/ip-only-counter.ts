import { isAuthEndpoint } from '../../inventory/classify.ts';
import { defineCheck, fail } from '../check.ts';
import type { EffectiveRule } from '../controls/effective-rules.ts';
import { acts } from '../controls/judge-rules.ts';
import { isObserved } from '../observed.ts';
import { doubts, unreadRules } from '../unread.ts';

export default defineCheck({
  id: 'abuse.ip-only-counter',
  step: 5,
  title: 'Sensitive limits that count by address alone',
  gap: 'counted by address',
  change: 'rejects',
  severity: 'medium',
  needs: ['operations', 'rateLimits'],
  uses: ['entitlements', 'accountRulesets'],
  why: 'Rotating proxies stay below it, and everybody behind one address is stopped together.',
  fix: 'Count by session, token or another value of the request as well.',
  standards: ['API4:2023'],

  evaluate({ endpoints, phases: { rateLimits }, tools: { prover }, sections: { entitlements, accountRulesets } }) {
    // a limit that nobody could read may count by something else
    if (!rateLimits.complete) return unreadRules([rateLimits], { accountRulesets });
    const limits = rateLimits.rules.filter(acts);
    const named =
      entitlements.state === 'read' &&
      entitlements.value.some(({ key, value }) => ADVANCED.test(key) && value !== false);
    const found = endpoints
      .filter((endpoint) => isObserved(endpoint) && (isAuthEndpoint(endpoint) || endpoint.audience === 'partner'))
      .flatMap((endpoint) => {
        const counting = prover.near(limits, endpoint).filter(({ when }) => prover.holds(when, endpoint) === 'always');
        if (counting.length === 0 || !counting.every(byAddressOnly)) return [];
        return [fail(endpoint.key, { facts: { rules: counting.map(({ subject }) => subject) } })];
      });
    const isAvailable = named || !limits.every(byAddressOnly);
    if (isAvailable || found.length === 0) return found;
    return doubts({ entitlements }); // counting by anything else is not known to be available
  },
});

const ADVANCED = /advanced.*rate|rate.*advanced/i;
const ADDRESS: ReadonlySet<string> = new Set(['cf.colo.id', 'ip.src', 'cf.unique_visitor_id']);

function byAddressOnly({ rule }: EffectiveRule): boolean {
  return rule.ratelimit?.characteristics.every((characteristic) => ADDRESS.has(characteristic)) ?? true;
}
