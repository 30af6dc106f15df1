import { isSensitive } from '../../inventory/classify.ts';
import { defineCheck } from '../check.ts';
import { given } from '../given.ts';
import { failEach } from '../labelled.ts';
import { notForEverybody } from './answer-contradicted.ts';

const LABEL = 'cf-risk-missing-auth';

export default defineCheck({
  id: 'auth.endpoint-unauthenticated',
  step: 2,
  title: 'Endpoints that answer callers without any session identifier',
  gap: 'no credential asked for',
  change: 'origin',
  severity: 'high',
  evidenceKind: 'indicated',
  needs: ['operations', 'labels'],
  why: 'Every successful request came without a credential that Cloudflare was told to look for.',
  fix: 'Require a credential at the origin and at the edge, or have the owner state that the endpoint is public by design.',
  standards: ['API2:2023'],

  evaluate({ endpoints, labels, answers }) {
    const said = given('auth.public-by-design', answers, endpoints);
    const known = new Map(endpoints.map((endpoint) => [endpoint.key, endpoint]));
    const problems = failEach(
      LABEL,
      { endpoints, labels },
      {
        severityOf: (endpoint) => (isSensitive(endpoint) ? 'critical' : 'high'),
        // an answer that the evidence speaks against lets nothing go
        isMeant: (endpoint) => said.get(endpoint.key) !== 'yes' || notForEverybody(endpoint) !== undefined,
      },
    );
    return problems.map((problem) => {
      const endpoint = known.get(problem.subject ?? '');
      return endpoint && said.get(endpoint.key) === 'no' ? { ...problem, ...ADMITTED } : problem;
    });
  },
});

/** Its owner says so too, so nobody needs to find out first whether it is meant to be like that. */
const ADMITTED = {
  cause: 'a gap',
  severity: 'critical',
  title: 'Endpoints that answer callers without any credential, and by their owner’s word should not',
  fix: 'Require a credential at the origin and at the edge; until then stop these requests at the edge.',
  facts: { label: LABEL, answer: 'no' },
} as const;
