/** What is open in a review and whose turn it is, as rows say it now. */
import { standingDecisions } from '../../db/decisions.ts';
import { listOwned } from '../../db/endpoints.ts';
import { listAdmins } from '../../db/people.ts';
import type { Tx } from '../../db/pool.ts';
import { listPutOff } from '../../db/put-off.ts';
import { listQuestions } from '../../db/questions.ts';
import { listUserGroups } from '../../db/user-groups.ts';
import { askedOf } from '../review/answers.ts';
import { type OpenWork, openWork } from '../review/progress.ts';
import { type Waiting, waitingIn } from '../review/reminders.ts';
import type { Review } from '../review/review.ts';
import { isGroup } from '../review/roles.ts';
import { type Approval, approvalsIn } from '../review/second-persons.ts';

export interface OpenThings {
  review: Review;
  work: OpenWork;
  approvals: readonly Approval[];
  waiting: readonly Waiting[];
}

export async function openThings(tx: Tx, review: Review): Promise<OpenThings> {
  const each = await memberByMember(tx, review);
  const endpoints = each(await listOwned(tx, review.id), ({ ownerId }) => ownerId);
  const questions = each(await listQuestions(tx, review.id), askedOf);
  const approvals = approvalsIn(review.leadId, await standingDecisions(tx, review.id), await listAdmins(tx));
  return {
    review,
    work: openWork(endpoints, questions),
    approvals,
    waiting: waitingIn(review, endpoints, questions, approvals, await listPutOff(tx, review.id)),
  };
}

/** What a group owns is open for each of its members; of one without members, for the lead. */
async function memberByMember(tx: Tx, { leadId }: Review) {
  const groups = new Map((await listUserGroups(tx)).map(({ groupId, members }) => [groupId, members]));
  return <T extends { ownerId: string }>(things: readonly T[], whose: (thing: T) => string): T[] =>
    things.flatMap((thing) => {
      // one that was handed on is one person's
      if (!isGroup(whose(thing))) return [thing];
      const members = groups.get(thing.ownerId) ?? [];
      return (members.length > 0 ? members : [leadId]).map((ownerId) => ({ ...thing, ownerId }));
    });
}
