/** Whether somebody may still do what a job does for them: roles and accounts change between a click and its job. */
import { actorOf } from '../db/actors.ts';
import { findPerson } from '../db/people.ts';
import type { Tx } from '../db/pool.ts';
import { type Action, may, refusal } from '../src/review/may.ts';

/** The refusal, in words for them; undefined when they may. Whoever clicked is known, so an unknown person may nothing. */
export async function whyNoLonger(tx: Tx, userId: string, action: Action): Promise<string | undefined> {
  const person = await findPerson(tx, userId);
  if (!person) return 'It is not known any more who asked for this. Nothing was changed.';
  const actor = await actorOf(tx, person);
  return may(actor, action) ? undefined : refusal(actor, action);
}
