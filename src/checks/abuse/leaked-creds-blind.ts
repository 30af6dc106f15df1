/** A login of an API is taken to send JSON unless its uploaded document names other kinds of body only; one custom place anywhere is enough, as nobody can tell for which login it is. */
import { locate } from '../../inventory/locate.ts';
import { defineCheck, fail, notEntitled, unknown } from '../check.ts';
import { sendsPassword } from '../logins.ts';
import { isObserved } from '../observed.ts';
import { operationsOf } from '../schema-documents.ts';
import { doubts } from '../unread.ts';

export default defineCheck({
  id: 'abuse.leaked-creds-blind',
  step: 5,
  title: 'Logins whose passwords the leaked credentials check may not find',
  gap: 'password may not be found',
  change: 'upkeep',
  severity: 'medium',
  evidenceKind: 'indicated',
  needs: ['operations', 'leakedCredentials'],
  uses: ['schemas'],
  why: 'Cloudflare knows where common web applications send a password, and guesses otherwise; a JSON body with names of its own goes by unread.',
  fix: 'Add a custom detection location in Security › Settings › Leaked credentials, such as lookup_json_string(http.request.body.raw, "username"), then send a login with a known leaked password and see it marked in Security › Analytics.',
  standards: ['API2:2023'],

  evaluate({ leakedCredentials: { enabled, detections }, endpoints, zone, sections }) {
    const { schemas } = sections;
    if (enabled !== true) return []; // another finding
    const bodies = new Map(
      (schemas.state === 'read' ? schemas.value.flatMap(operationsOf) : []).map(
        ({ method, host, path, mediaTypes = [] }) => [locate(method, host, path).key, mediaTypes],
      ),
    );
    const sendsJson = (key: string) => {
      const described = bodies.get(key) ?? [];
      return described.length === 0 || described.some((type) => /json|\*/i.test(type));
    };
    const logins = endpoints.filter(
      (endpoint) => isObserved(endpoint) && sendsPassword(endpoint) && sendsJson(endpoint.key),
    );
    if (logins.length === 0) return [];
    if (zone.plan !== 'enterprise') return logins.map(({ key }) => notEntitled(key));
    if (detections === null) {
      return [
        unknown(null, 'failed', { facts: { section: 'leakedCredentials', detail: 'custom places were not read' } }),
      ];
    }
    if (detections.length > 0) return [];
    const unread = doubts(sections);
    return unread.length > 0 ? unread : logins.map(({ key }) => fail(key));
  },
});
