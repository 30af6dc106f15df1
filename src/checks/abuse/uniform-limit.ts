import { isAuthEndpoint } from '../../inventory/classify.ts';
import { defineCheck, fail } from '../check.ts';
import { acts } from '../controls/judge-rules.ts';
import { isObserved } from '../observed.ts';
import { unreadRules } from '../unread.ts';

const MOST = 0.8;
const NAMES_ENDPOINTS = [
  'http.request.uri',
  'http.request.full_uri',
  'raw.http.request',
  'cf.web_asset.',
  'cf.api_gateway.',
];

export default defineCheck({
  id: 'abuse.uniform-limit',
  step: 5,
  title: 'One rate limit for everything, whatever is at stake',
  gap: 'one limit for everything',
  change: 'rejects',
  severity: 'medium',
  needs: ['operations', 'rateLimits'],
  uses: ['accountRulesets'],
  why: 'A limit that suits browsing is far too wide for a login, and one that suits a login would stop everything else.',
  fix: 'Give login, token and write endpoints limits of their own, from the volume they are seen to have.',
  standards: ['API4:2023'],

  evaluate({ endpoints, phases: { rateLimits }, tools: { prover }, sections }) {
    const limits = rateLimits.rules.filter(acts);
    const observed = endpoints.filter(isObserved);
    if (limits.length === 0 || observed.length < 2) return [];
    const named = limits.some(({ when }) =>
      when.some(
        (condition) =>
          !prover.understands(condition) ||
          prover.fields(condition).some((field) => NAMES_ENDPOINTS.some((prefix) => field.startsWith(prefix))),
      ),
    );
    // a rule that nobody could read may name some
    if (!named && !rateLimits.complete) return unreadRules([rateLimits], sections);

    return limits.flatMap(({ subject, when, rule }) => {
      const covered = prover.over(when, observed).flatMap(({ target, holds }) => (holds === 'always' ? [target] : []));
      if (named && covered.length < observed.length * MOST) return [];
      return [
        fail(subject, {
          cause: subject,
          severity: covered.some(isAuthEndpoint) ? 'high' : 'medium',
          touches: covered.map(({ key }) => key),
          facts: {
            endpoints: covered.length,
            of: observed.length,
            requests: rule.ratelimit?.requestsPerPeriod ?? null,
            periodSeconds: rule.ratelimit?.period ?? null,
          },
        }),
      ];
    });
  },
});
