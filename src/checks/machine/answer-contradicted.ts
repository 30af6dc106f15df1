import { compareText, defineCheck } from '../check.ts';
import { AGAINST_EVIDENCE, contradiction } from '../contradiction.ts';
import { given } from '../given.ts';

const QUESTION = 'machine.partner-rotation';
const DAY_MS = 24 * 60 * 60_000;
/** In days, with a month to spare: what is being replaced may stay good for a while. */
const CHANGED_WITHIN: Record<string, number> = { quarter: 90 + 30, year: 365 + 30 };

export default defineCheck({
  ...AGAINST_EVIDENCE,
  id: 'machine.answer-contradicted',
  step: 6,
  title: 'Partners’ certificates are older than their owner says they get',
  change: 'upkeep',
  severity: 'medium',
  needs: ['operations', 'clientCertificates'],
  why: 'A credential that is not changed when everybody thinks it is stays good for whoever copied it.',
  fix: 'Have the owner look at both: revoke the old certificates, or correct the answer.',
  standards: ['API2:2023'],

  evaluate({ endpoints, answers, controls, clientCertificates, now }) {
    const said = given(QUESTION, answers, endpoints);
    return endpoints.flatMap((endpoint) => {
      const answer = said.get(endpoint.key) ?? '';
      const within = CHANGED_WITHIN[answer];
      const { verdict } = controls(endpoint).mtls;
      if (within === undefined || (verdict !== 'covered' && verdict !== 'bypassable')) return [];
      const old = clientCertificates.filter(
        ({ status, issuedOn }) => status === 'active' && ageInDays(issuedOn, now) > within,
      );
      const [oldest] = old.sort((a, b) => compareText(a.issuedOn ?? '', b.issuedOn ?? ''));
      if (!oldest) return [];
      const issued = new Date(oldest.issuedOn ?? '').toISOString().slice(0, 10);
      const evidence = `a client certificate that was issued on ${issued} is still good`;
      return [contradiction(endpoint.key, { question: QUESTION, answer, evidence })];
    });
  },
});

/** Of a date that cannot be read nobody knows how long ago it was. */
function ageInDays(date: string | null, now: Date): number {
  const age = (now.getTime() - Date.parse(date ?? '')) / DAY_MS;
  return Number.isNaN(age) ? 0 : age;
}
