/** What an endpoint is for, in words for people. */
import type { ReviewEndpoint } from '../review/review.ts';

const SENSITIVITIES: Record<ReviewEndpoint['facts']['sensitivity'], string> = {
  auth: 'login',
  token: 'tokens',
  payment: 'payment',
  personal: 'personal data',
  write: 'changes data',
  search: 'search',
  read: 'reads data',
};

export const sensitivityInWords = ({ facts }: Pick<ReviewEndpoint, 'facts'>) =>
  `sensitivity: ${SENSITIVITIES[facts.sensitivity]}`;

export const audienceInWords = ({ facts }: Pick<ReviewEndpoint, 'facts'>) =>
  `audience: ${facts.audience ?? 'not known'}`;
