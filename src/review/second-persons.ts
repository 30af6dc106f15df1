/** Whose turn it is where a decision waits for a second person. */
import type { Decision, Person } from './review.ts';

export interface Approval {
  ownerId: string;
  since: Date;
  deputies: readonly string[];
}

/** The lead, else an admin; where nobody else is known, whoever decided has to find somebody. */
export function approvalsIn(
  leadId: string,
  decisions: readonly Pick<Decision, 'state' | 'decidedBy' | 'decidedAt'>[],
  admins: readonly Pick<Person, 'userId'>[],
): Approval[] {
  return decisions
    .filter(({ state }) => state === 'proposed')
    .map(({ decidedBy, decidedAt }) => {
      const others = [...new Set([leadId, ...admins.map(({ userId }) => userId)])].filter((each) => each !== decidedBy);
      return { ownerId: others[0] ?? decidedBy, since: decidedAt, deputies: others.slice(1, 2) };
    });
}
