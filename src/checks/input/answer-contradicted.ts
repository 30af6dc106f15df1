import { defineCheck } from '../check.ts';
import { AGAINST_EVIDENCE, contradiction } from '../contradiction.ts';
import type { Control } from '../controls/control.ts';
import { given } from '../given.ts';

const QUESTION = 'input.origin-validation';

export default defineCheck({
  ...AGAINST_EVIDENCE,
  id: 'input.answer-contradicted',
  step: 4,
  title: 'By its owner’s word Cloudflare checks bodies by a schema, and it does not',
  change: 'rejects',
  needs: ['operations'],
  fix: 'Have the owner look at both: let the schema act on these endpoints, log first where the plan can, or answer what the application does.',
  standards: ['API8:2023'],

  evaluate({ endpoints, answers, controls }) {
    const said = given(QUESTION, answers, endpoints);
    return endpoints.flatMap((endpoint) => {
      if (said.get(endpoint.key) !== 'edge') return [];
      const evidence = notEnforced(controls(endpoint).schema);
      return evidence ? [contradiction(endpoint.key, { question: QUESTION, answer: 'edge', evidence })] : [];
    });
  },
});

function notEnforced({ verdict, mode }: Control): string | undefined {
  if (verdict === 'uncovered') return 'no schema acts on requests to it';
  if (verdict === 'unavailable') return 'the plan of this zone has no schema validation';
  if (verdict === 'bypassable') return 'there are requests to it that pass by the schema';
  if (verdict === 'covered' && mode !== 'enforce') return 'the schema only logs what violates it';
  return undefined;
}
