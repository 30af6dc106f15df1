import { defineCheck } from '../check.ts';
import { AGAINST_EVIDENCE } from '../contradiction.ts';
import { edgeContradicted } from '../edge-contradicted.ts';

const QUESTION = 'abuse.app-limits';
const WORDS = {
  uncovered: 'no rate limiting rule acts on requests to it',
  unavailable: 'the plan of this zone has no rate limiting rules',
  bypassable: 'there are requests to it that no rate limiting rule counts',
  logs: 'the rate limiting rule only logs',
};

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
    return edgeContradicted(QUESTION, WORDS, { endpoints, answers }, (endpoint) => controls(endpoint)['rate-limit']);
  },
});
