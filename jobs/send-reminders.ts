/** Reminds people of what waits for them in reviews, and those above of who has not answered. The claim and the message are one commit. */
import { allWorkspaces } from '../db/sweeps.ts';
import { listUserGroups } from '../db/user-groups.ts';
import { lookUpPerson } from '../src/publish/people.ts';
import { publish } from '../src/publish/publish.ts';
import { planReminders, remind } from '../src/publish/remind.ts';
import { lookUpGroup } from '../src/publish/user-groups.ts';
import { defineJob, type JobContext } from './job.ts';

/** Somebody may have left since Slack was asked last. */
const STALE_MS = 20 * 60 * 60_000;
/** Slack answers a hundred such questions a minute; other people ask too. */
const ASKED_AT_ONCE = 60;

export default defineJob('send-reminders', async (_, context) => {
  const { db, now, log } = context;
  for (const workspaceId of await db.sweeping(allWorkspaces)) {
    try {
      await askWhoTheyAre(context, workspaceId);
      await publish(context, workspaceId, await db.inWorkspace(workspaceId, (tx) => remind(tx, workspaceId, now())));
    } catch (error) {
      // The others go on, and this one is tried again the next time.
      log.warn({ err: error, workspaceId }, 'nobody could be reminded in a workspace');
    }
  }
});

/** Of those alone who are about to be told, or told of, and of those who may be back. Where Slack does not say, what is known holds. */
async function askWhoTheyAre(context: JobContext, workspaceId: string): Promise<void> {
  const { db, now, log } = context;
  for (const { groupId, lookedUpAt } of await db.inWorkspace(workspaceId, listUserGroups)) {
    if (now().getTime() - lookedUpAt.getTime() <= STALE_MS) continue;
    await lookUpGroup({ ...context, workspaceId }, groupId).catch((error: unknown) => {
      log.warn({ err: error, groupId }, 'Slack did not say who is in a user group; what it said before is used');
    });
  }
  const { due, people } = await db.inWorkspace(workspaceId, (tx) => planReminders(tx, now()));
  const away = [...people.known.keys()].filter((userId) => !people.reaches(userId));
  const stale = [...new Set([...away, ...due.flatMap(({ userId, silent }) => [userId, ...silent])])].filter(
    (userId) => {
      const known = people.known.get(userId);
      return !known || now().getTime() - known.lookedUpAt.getTime() > STALE_MS;
    },
  );
  for (const userId of stale.slice(0, ASKED_AT_ONCE)) {
    await lookUpPerson({ ...context, workspaceId }, userId).catch((error: unknown) => {
      log.warn({ err: error, userId }, 'Slack did not say who is to be reminded');
    });
  }
}
