import { defineCheck } from '../check.ts';
import { AGAINST_EVIDENCE, contradiction } from '../contradiction.ts';
import type { Control } from '../controls/control.ts';
import { given } from '../given.ts';

const QUESTION = 'abuse.app-limits';

export default defineCheck({
  ...AGAINST_EVIDENCE,
  id: 'abuse.answer-contradicted',
  step: 5,
  title: 'By its owner’s word Cloudflare limits callers, and it does not',
  change: 'rejects',
  needs: ['operations'],
  fix: 'Have the owner look at both: put a limit in force for these endpoints, log first where the plan can, or answer what the application does.',
  standards: ['API4:2023'],

  evaluate({ endpoints, answers, controls }) {
    const said = given(QUESTION, answers, endpoints);
    return endpoints.flatMap((endpoint) => {
      if (said.get(endpoint.key) !== 'edge') return [];
      const evidence = notLimited(controls(endpoint)['rate-limit']);
      return evidence ? [contradiction(endpoint.key, { question: QUESTION, answer: 'edge', evidence })] : [];
    });
  },
});

function notLimited({ verdict, mode }: Control): string | undefined {
  if (verdict === 'uncovered') return 'no rate limiting rule acts on requests to it';
  if (verdict === 'unavailable') return 'the plan of this zone has no rate limiting rules';
  if (verdict === 'bypassable') return 'there are requests to it that no rate limiting rule counts';
  if (verdict === 'covered' && mode !== 'enforce') return 'the rate limiting rule only logs';
  return undefined;
}
