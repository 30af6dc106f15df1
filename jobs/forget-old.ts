/** Deletes what was kept for a while only: questions in words, attempts that were refused, contents no review refers to. */
import { forgetOld } from '../db/forget.ts';
import { allWorkspaces } from '../db/sweeps.ts';
import { defineJob } from './job.ts';

const DAY_MS = 24 * 60 * 60_000;
/** The buttons under an answer work as long as its question is kept; admins look back on a quarter of refusals. */
const KEPT_DAYS = { inquiries: 30, denied: 90, contents: 30 } as const;

export default defineJob('forget-old', async (_, { db, now, log }) => {
  const daysAgo = (days: number) => new Date(now().getTime() - days * DAY_MS);
  const before = {
    inquiries: daysAgo(KEPT_DAYS.inquiries),
    denied: daysAgo(KEPT_DAYS.denied),
    contents: daysAgo(KEPT_DAYS.contents),
  };
  for (const workspaceId of await db.sweeping(allWorkspaces)) {
    await db
      .inWorkspace(workspaceId, (tx) => forgetOld(tx, before))
      .catch((error: unknown) => {
        // The others go on, and this one is tried again the next time.
        log.warn({ err: error, workspaceId }, 'what is old could not be deleted');
      });
  }
});
