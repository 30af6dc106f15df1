/** A login rule is one that always holds for some endpoint that takes credentials, and always only for such; a score that the origin sends is a way to count failures too. */
import { isAuthEndpoint } from '../../inventory/classify.ts';
import { defineCheck, fail, notEntitled, type Problem, unknown } from '../check.ts';
import type { EffectiveRule } from '../controls/effective-rules.ts';
import { acts } from '../controls/judge-rules.ts';
import { isObserved } from '../observed.ts';
import { doubts } from '../unread.ts';

export default defineCheck({
  id: 'abuse.success-counted-only',
  step: 5,
  title: 'Login limits that do not tell failures from successes',
  gap: 'failures not counted',
  change: 'rejects',
  severity: 'low',
  needs: ['operations', 'rateLimits'],
  uses: ['accountRulesets'],
  why: 'A limit on all attempts has to be wide enough for people who succeed; one on failures alone can be narrow, and it is failures that stuffing makes.',
  fix: 'In the rate limiting rule turn on the custom counting expression and count only answers that refuse, such as http.response.code in {401 403}; in log mode first where the plan can.',
  standards: ['API2:2023', 'API4:2023'],

  evaluate({ endpoints, phases: { rateLimits }, tools: { prover }, zone, sections }) {
    const observed = endpoints.filter(isObserved);
    const counts = ({ rule: { ratelimit } }: EffectiveRule): boolean | undefined => {
      if (ratelimit?.scorePerPeriod) return true;
      const counting = ratelimit?.countingExpression;
      if (!counting) return false;
      if (!prover.understands(counting)) return undefined;
      return prover.fields(counting).some((field) => field.startsWith('http.response.'));
    };
    const problems = rateLimits.rules.filter(acts).flatMap((limit): Problem[] => {
      const limited = prover
        .over(limit.when, observed)
        .flatMap(({ target, holds }) => (holds === 'always' ? [target] : []));
      if (limited.length === 0 || !limited.every(isAuthEndpoint)) return [];
      const { subject } = limit;
      const details = { cause: subject, touches: limited.map(({ key }) => key) };
      const counted = counts(limit);
      if (counted === undefined) return [unknown(subject, 'not_understood', details)];
      if (counted) return [];
      return zone.plan === 'free' || zone.plan === 'pro' ? [notEntitled(subject, details)] : [fail(subject, details)];
    });
    return [...problems, ...doubts(sections)];
  },
});
