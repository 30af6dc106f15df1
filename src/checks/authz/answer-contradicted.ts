import type { Endpoint } from '../../inventory/endpoint.ts';
import { defineCheck } from '../check.ts';
import { AGAINST_EVIDENCE, contradiction } from '../contradiction.ts';
import { given } from '../given.ts';
import { reachedBy } from './bola-scan-finding.ts';

const QUESTION = 'authz.object-checks';

export default defineCheck({
  ...AGAINST_EVIDENCE,
  id: 'authz.answer-contradicted',
  step: 3,
  title: 'What the owner says of checks on objects and what Cloudflare saw contradict each other',
  evidenceKind: 'indicated',
  needs: ['operations'],
  uses: ['bolaScans'],
  fix: 'Try it with two accounts, neither of which may reach the objects of the other; then correct the answer or the code.',
  standards: ['API1:2023'],

  evaluate({ endpoints, answers, zone, sections: { bolaScans } }) {
    const said = given(QUESTION, answers, endpoints);
    const reached = reachedBy(bolaScans, endpoints, zone);
    return endpoints.flatMap((endpoint) => {
      const answer = said.get(endpoint.key);
      const evidence = objectsReached(endpoint, reached);
      if (evidence === undefined || answer === undefined || !speaksForIt(answer)) return [];
      return [contradiction(endpoint.key, { question: QUESTION, answer, evidence })];
    });
  },
});

/** With tests, without, or with a link to them. */
const speaksForIt = (answer: string): boolean =>
  answer === 'tested' || answer === 'untested' || answer.startsWith('https://');

/** What speaks against a check of whose object it is; undefined where nothing does. */
export function objectsReached({ key, labels }: Endpoint, reached: ReadonlySet<string>): string | undefined {
  if (reached.has(key)) return 'a scan with two accounts got what belongs to the other one';
  if (labels.includes('cf-risk-bola-enumeration')) return 'Cloudflare saw callers go through many objects and get them';
  if (labels.includes('cf-risk-bola-pollution'))
    return 'Cloudflare saw requests that name an object in two places, and were answered';
  return undefined;
}
