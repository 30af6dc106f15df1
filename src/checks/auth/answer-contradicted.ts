import type { Endpoint } from '../../inventory/endpoint.ts';
import { defineCheck } from '../check.ts';
import { AGAINST_EVIDENCE, contradiction } from '../contradiction.ts';
import type { Controls } from '../controls/control.ts';
import { given } from '../given.ts';

const CREDENTIAL = 'auth.credential';
const PUBLIC = 'auth.public-by-design';

export default defineCheck({
  ...AGAINST_EVIDENCE,
  id: 'auth.answer-contradicted',
  step: 2,
  title: 'What the owner says of credentials and what Cloudflare shows contradict each other',
  needs: ['operations'],
  standards: ['API2:2023'],

  evaluate({ endpoints, answers, controls }) {
    const said = given(CREDENTIAL, answers, endpoints);
    const isPublic = given(PUBLIC, answers, endpoints);
    return endpoints.flatMap((endpoint) => {
      const { key } = endpoint;
      const answer = said.get(key);
      const evidence = answer && speaksAgainst(answer, endpoint, controls(endpoint));
      const narrower = isPublic.get(key) === 'yes' ? notForEverybody(endpoint) : undefined;
      return [
        ...(answer && evidence ? [contradiction(key, { question: CREDENTIAL, answer, evidence })] : []),
        ...(narrower ? [contradiction(key, { question: PUBLIC, answer: 'yes', evidence: narrower })] : []),
      ];
    });
  },
});

/** Why an endpoint cannot be meant for everybody; undefined where nothing says so. */
export function notForEverybody({ audience, audienceReason }: Pick<Endpoint, 'audience' | 'audienceReason'>) {
  return audience === 'internal' || audience === 'partner'
    ? `it is for ${audience === 'internal' ? 'internal callers' : 'partners'}, because ${audienceReason}`
    : undefined;
}

/** What was read at Cloudflare that an answer about credentials cannot be true beside; undefined where there is nothing. */
export function speaksAgainst(
  answer: string,
  endpoint: Pick<Endpoint, 'labels' | 'audience' | 'audienceReason'>,
  { mtls }: Pick<Controls, 'mtls'>,
): string | undefined {
  const shown = answer.split(' ');
  if (shown.includes('mtls') && mtls.verdict === 'uncovered')
    return 'Cloudflare ends TLS here, and nothing there stops a caller without a client certificate';
  if (answer === 'public') return notForEverybody(endpoint);
  if (!shown.some((credential) => ASKED.has(credential))) return undefined;
  const { labels } = endpoint;
  if (labels.includes('cf-risk-missing-auth'))
    return 'every successful request that Cloudflare saw came without a credential';
  if (labels.includes('cf-risk-mixed-auth'))
    return 'some successful requests that Cloudflare saw came without a credential';
  return undefined;
}

const ASKED: ReadonlySet<string> = new Set(['bearer', 'api-key', 'mtls', 'session']);
