import type { Endpoint } from '../../inventory/endpoint.ts';
import { defineCheck, fail } from '../check.ts';
import type { Controls } from '../controls/control.ts';
import { given } from '../given.ts';

export default defineCheck({
  id: 'auth.answer-contradicted',
  step: 2,
  title: 'What the owner says of credentials and what Cloudflare shows contradict each other',
  gap: 'answer against evidence',
  change: 'origin',
  severity: 'high',
  needs: ['operations'],
  why: 'One of the two is wrong, and until it is known which, nobody can say that the endpoint is protected.',
  fix: 'Have the owner look at both: correct the answer, or put in force what it says.',
  standards: ['API2:2023'],

  evaluate({ endpoints, answers, controls }) {
    const said = given('auth.credential', answers, endpoints);
    return endpoints.flatMap((endpoint) => {
      const answer = said.get(endpoint.key);
      if (answer === undefined) return [];
      const evidence = speaksAgainst(answer, endpoint, controls(endpoint));
      return evidence === undefined ? [] : [fail(endpoint.key, { cause: evidence, facts: { answer, evidence } })];
    });
  },
});

/** What was read at Cloudflare that an answer about credentials cannot be true beside; undefined where there is nothing. */
export function speaksAgainst(
  answer: string,
  { labels }: Pick<Endpoint, 'labels'>,
  { mtls }: Pick<Controls, 'mtls'>,
): string | undefined {
  if (answer === 'mtls' && mtls.verdict === 'uncovered')
    return 'Cloudflare ends TLS here, and nothing there stops a caller without a client certificate';
  if (!ASKED.has(answer)) return undefined;
  if (labels.includes('cf-risk-missing-auth'))
    return 'every successful request that Cloudflare saw came without a credential';
  if (labels.includes('cf-risk-mixed-auth'))
    return 'some successful requests that Cloudflare saw came without a credential';
  return undefined;
}

const ASKED: ReadonlySet<string> = new Set(['bearer', 'api-key', 'mtls', 'session']);
