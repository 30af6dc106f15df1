/** What waits for somebody in a review, and for a lead, who has not answered. */
import type { OpenWork } from '../review/progress.ts';
import type { Reminder } from '../review/reminders.ts';
import type { Review } from '../review/review.ts';
import { inline, type Message, person, plain, safe } from './message.ts';
import { thingsToDo } from './waiting.ts';

const SHOWN = 10;

export function reminderMessage(review: Review, work: OpenWork, { userId, own, silent }: Reminder): Message {
  const open = (ownerId: string) => {
    const endpoints = work.waitingForOwners.find((each) => each.ownerId === ownerId)?.endpoints ?? 0;
    const questions = work.openQuestions.find((each) => each.ownerId === ownerId)?.questions ?? 0;
    return thingsToDo({ endpoints, questions, decisions: 0 }).join(' and ');
  };
  const where = `${safe(review.name)}, in <#${review.channelId}>`;
  const yours = `Waiting for you in the review ${where}: ${open(userId)}. You are asked as the owner: please press Acknowledge, Not mine or Reassign under what I wrote to you, and answer the questions there.`;
  const theirs = `Not answered yet in the review ${where}, though reminded twice: ${inline(silent, SHOWN, (each) => `${person(each)} (${open(each)})`)}. You are told because you lead it: please ask them, or give their endpoints to somebody else with \`/api-review assign\`.`;
  return plain([...(own ? [yours] : []), ...(silent.length > 0 ? [theirs] : [])].join('\n'));
}
