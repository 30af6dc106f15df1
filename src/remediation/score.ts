/** How urgent a finding is: exposure × sensitivity × severity of each of its subjects. */
import type { Finding, Severity } from '../checks/check.ts';
import type { Endpoint, Sensitivity } from '../inventory/endpoint.ts';

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
const ELSEWHERE = 4 * 3;

export const stake = ({ exposure, sensitivity }: Pick<Endpoint, 'exposure' | 'sensitivity'>): number =>
  exposure * SENSITIVITY[sensitivity];

/** The product of each subject; a subject that is no endpoint takes the worst endpoint it touches. */
export function products(finding: Finding, touched: (subject: string) => readonly Endpoint[]): number[] {
  return finding.subjects.map((subject) => {
    const endpoints = touched(subject);
    const worst = endpoints.length > 0 ? endpoints.reduce((most, each) => Math.max(most, stake(each)), 0) : ELSEWHERE;
    return worst * SEVERITY[finding.severity];
  });
}
