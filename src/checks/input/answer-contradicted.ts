import { defineCheck } from '../check.ts';
import { AGAINST_EVIDENCE } from '../contradiction.ts';
import { edgeContradicted } from '../edge-contradicted.ts';

const QUESTION = 'input.origin-validation';
const WORDS = {
  uncovered: 'no schema acts on requests to it',
  unavailable: 'the plan of this zone has no schema validation',
  bypassable: 'there are requests to it that pass by the schema',
  logs: 'the schema only logs what violates it',
};

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
    return edgeContradicted(QUESTION, WORDS, { endpoints, answers }, (endpoint) => controls(endpoint).schema);
  },
});
