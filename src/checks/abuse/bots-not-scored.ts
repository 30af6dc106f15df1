import { isAuthEndpoint } from '../../inventory/classify.ts';
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
  fix: 'Act on the bot score at the endpoints that matter, or turn on the bot fighting of the plan.',
  standards: ['API6:2023'],

  evaluate({ endpoints, controls, zone, sections }) {
    const observed = endpoints.filter(isObserved);
    const verdicts = observed.map((endpoint) => controls(endpoint).bots.verdict);
    if (observed.length === 0 || verdicts.some((verdict) => verdict === 'covered' || verdict === 'bypassable'))
      return [];
    if (verdicts.includes('unknown')) return [undecided(sections, `zone:${zone.name}`)];
    return [fail(`zone:${zone.name}`, { severity: observed.some(isAuthEndpoint) ? 'high' : 'medium' })];
  },
});
