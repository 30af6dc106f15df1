/** Endpoints by what it would cost to lose them, the worst first. */
import { compareText } from '../checks/check.ts';
import { stake } from '../remediation/score.ts';
import type { ReviewEndpoint } from './review.ts';

export const mostAtStakeFirst = (endpoints: readonly ReviewEndpoint[]): ReviewEndpoint[] =>
  endpoints.toSorted((a, b) => stake(b.facts) - stake(a.facts) || compareText(a.key, b.key));
