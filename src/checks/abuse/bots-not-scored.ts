import { isAuthEndpoint } from '../../inventory/classify.ts';
import type { Endpoint } from '../../inventory/endpoint.ts';
import { defineCheck, fail } from '../check.ts';
import { isObserved } from '../observed.ts';
import { undecided } from '../unread.ts';

export default defineCheck({
  id: 'abuse.bots-not-scored',
  step: 5,
  title: 'Nothing tells programs from people on the API',
  gap: 'bots not told apart',
  change: 'rejects',
  severity: 'medium',
  needs: ['operations', 'bots', 'customRules'],
  uses: ['accountRulesets'],
  why: 'Stuffing, scraping and enumeration are done by programs.',
  fix: 'Act on the bot score at the endpoints that matter; below Enterprise, limit them per session, and turn bot fighting on only where browsers call, since it challenges programs.',
  standards: ['API6:2023'],

  evaluate({ endpoints, controls, zone, sections }) {
    const observed = endpoints.filter(isObserved);
    const verdictOf = (endpoint: Endpoint) => controls(endpoint).bots.verdict;
    const isGuarded = (endpoint: Endpoint) => ['covered', 'bypassable'].includes(verdictOf(endpoint));
    const isBare = (endpoint: Endpoint) => ['uncovered', 'unavailable'].includes(verdictOf(endpoint));
    const subject = `zone:${zone.name}`;
    const logins = observed.filter(isAuthEndpoint);
    const bare = logins.filter(isBare);
    const isGuardedSomewhere = observed.some(isGuarded);
    // one rule on one page says nothing of the logins, where stuffing happens
    if (bare.length > 0) {
      return [
        fail(subject, {
          severity: 'high',
          facts: { endpoints: bare.map(({ key }) => key).slice(0, SHOWN), of: bare.length },
          ...(isGuardedSomewhere ? { title: 'Nothing tells programs from people at login endpoints' } : {}),
        }),
      ];
    }
    const unclear = (isGuardedSomewhere ? logins : observed).some((endpoint) => verdictOf(endpoint) === 'unknown');
    if (unclear) return [undecided(sections, subject)];
    return isGuardedSomewhere || observed.length === 0 ? [] : [fail(subject)];
  },
});

const SHOWN = 20;
