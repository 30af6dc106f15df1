/** How urgent a finding is: exposure × sensitivity × severity of each of its subjects. */
import type { Finding, Severity } from '../checks/check.ts';
import type { Endpoint, Sensitivity } from '../inventory/endpoint.ts';
import type { Factors } from './position.ts';

const SEVERITY: Record<Severity, number> = { critical: 4, high: 3, medium: 2, low: 1, info: 0 };
const SENSITIVITY: Record<Sensitivity, number> = {
  auth: 4,
  token: 4,
  payment: 4,
  personal: 4,
  write: 3,
  search: 2,
  read: 1,
};
/** Of what touches no endpoint that is known. */
const ELSEWHERE = { exposure: 4, sensitivity: 3, audience: null, kind: null };

export const stake = ({ exposure, sensitivity }: Pick<Endpoint, 'exposure' | 'sensitivity'>): number =>
  exposure * SENSITIVITY[sensitivity];

/** The product of each subject, and the factors of the highest; a subject that is no endpoint takes the worst endpoint it touches. */
export function products(
  finding: Finding,
  touched: (subject: string) => readonly Endpoint[],
): { each: number[]; factors: Factors } {
  const severity = SEVERITY[finding.severity];
  let highest = -1;
  let factors: Factors = { ...ELSEWHERE, severity };
  const each = finding.subjects.map((subject) => {
    const worst = worstOf(touched(subject));
    const product = (worst ? stake(worst) : ELSEWHERE.exposure * ELSEWHERE.sensitivity) * severity;
    if (product > highest) {
      highest = product;
      factors = { ...(worst ? factorsOf(worst) : ELSEWHERE), severity };
    }
    return product;
  });
  return { each, factors };
}

function worstOf(endpoints: readonly Endpoint[]): Endpoint | undefined {
  let worst: Endpoint | undefined;
  for (const endpoint of endpoints) if (!worst || stake(endpoint) > stake(worst)) worst = endpoint;
  return worst;
}

const factorsOf = ({ exposure, sensitivity, audience }: Endpoint) => ({
  exposure,
  sensitivity: SENSITIVITY[sensitivity],
  audience,
  kind: sensitivity,
});
