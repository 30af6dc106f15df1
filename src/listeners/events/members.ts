/** Somebody came to a user group or left it: from then on they may, or may not, what its members may. */
import { finish } from '../../../db/intake.ts';
import { changeMembersOf } from '../../../db/user-groups.ts';
import { lookUpGroup } from '../../publish/user-groups.ts';
import type { Deps } from '../listener.ts';

export async function changeMembers(
  deps: Deps,
  intakeId: string,
  change: { groupId: string; added: readonly string[]; removed: readonly string[] },
): Promise<void> {
  const { db, log, workspaceId } = deps;
  const ours = await db.inWorkspace(
    workspaceId,
    async (tx) => (await finish(tx, intakeId)) && changeMembersOf(tx, change),
  );
  if (!ours) return;
  // Such events may arrive in another order than things happened: what Slack says now counts.
  deps.afterwards(async () => {
    await lookUpGroup(deps, change.groupId).catch((error: unknown) => {
      log.warn(
        { err: error, groupId: change.groupId },
        'Slack did not say who is in a user group; what it told is used',
      );
    });
  });
}
