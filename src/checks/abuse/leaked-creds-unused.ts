/** Some rule of the zone or account, or the header that tells the origin, makes use of what is found. How often anything is found is not read, so it weighs the same everywhere. */
import { isAuthEndpoint } from '../../inventory/classify.ts';
import { defineCheck, fail, unknown } from '../check.ts';
import { actingOn } from '../controls/judge-rules.ts';
import { isObserved } from '../observed.ts';
import { undecided } from '../unread.ts';

export default defineCheck({
  id: 'abuse.leaked-creds-unused',
  step: 5,
  title: 'Leaked passwords are recognised and let in',
  gap: 'leaked passwords let in',
  change: 'rejects',
  severity: 'medium',
  needs: ['operations', 'leakedCredentials', 'customRules', 'rateLimits'],
  uses: ['accountRulesets'],
  why: 'The detection marks each request with a leaked password, and nothing reads the mark: who stuffs credentials notices no difference.',
  fix: 'Add a rate limiting or custom rule on cf.waf.credential_check.password_leaked for the login endpoints, in log mode first where the plan can, or turn on the managed transform Add Leaked Credentials Checks Header and let the application ask for a new password.',
  standards: ['API2:2023'],

  evaluate({ leakedCredentials, endpoints, phases: { custom, rateLimits }, tools, zone, sections }) {
    const { enabled, headerAdded } = leakedCredentials;
    const logins = endpoints.filter((endpoint) => isObserved(endpoint) && isAuthEndpoint(endpoint));
    if (enabled !== true || headerAdded === true || logins.length === 0) return [];
    const acting = actingOn([...custom.rules, ...rateLimits.rules], ['cf.waf.credential_check.'], tools);
    if (acting.length > 0) return [];
    const subject = `zone:${zone.name}`;
    if (!custom.complete || !rateLimits.complete) return [undecided(sections, subject)];
    if (headerAdded === null) {
      return [
        unknown(null, 'failed', {
          facts: { section: 'leakedCredentials', detail: 'managed transforms were not read' },
        }),
      ];
    }
    return [fail(subject, { facts: { authEndpoints: logins.length } })];
  },
});
