/** Whether every endpoint has one owner, in two lines at most. */
import type { OwnershipProof } from '../review/ownership-proof.ts';
import { amount, code, count, inline } from './message.ts';

const SHOWN = 3;

export function ownershipInWords({ endpoints, owners, unowned, twice }: OwnershipProof): string {
  return [
    `${amount(unowned.length)} unowned, ${amount(twice.length)} owned twice, over ${count(endpoints, 'endpoint')} of ${count(owners, 'owner')}.`,
    ...(unowned.length > 0
      ? [
          `Unowned, so the lead’s: ${inline(unowned, SHOWN, (key) => code(key, 100))}. Who could own them: ${code('/api-review assign suggest')}.`,
        ]
      : []),
    ...(twice.length > 0
      ? [
          `Owned twice: ${inline(twice, SHOWN, ({ key, patterns }) => `${code(key, 100)} by ${inline(patterns, 2, (each) => code(each, 100))}`)}. Please give one of the rules to the other owner with ${code('/api-review assign')}.`,
        ]
      : []),
  ].join('\n');
}
