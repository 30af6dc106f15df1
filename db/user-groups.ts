import { z } from 'zod';
import type { Tx } from './pool.ts';

export const UserGroup = z.object({
  groupId: z.string(),
  handle: z.string(),
  members: z.array(z.string()),
  lookedUpAt: z.date(),
});
export type UserGroup = z.infer<typeof UserGroup>;

export async function saveUserGroup(tx: Tx, workspaceId: string, group: UserGroup): Promise<void> {
  await tx.query(
    `insert into user_group (workspace_id, group_id, handle, members, looked_up_at)
     values ($1, $2, $3, $4, $5)
         on conflict (workspace_id, group_id) do update
        set handle = excluded.handle, members = excluded.members, looked_up_at = excluded.looked_up_at`,
    [workspaceId, group.groupId, group.handle, group.members, group.lookedUpAt],
  );
}

/** False when this group is none of ours. */
export async function changeMembersOf(
  tx: Tx,
  { groupId, added, removed }: { groupId: string; added: readonly string[]; removed: readonly string[] },
): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update user_group
        set members = array(select unnest(members) except select unnest($3::text[]) union select unnest($2::text[]) order by 1)
      where group_id = $1`,
    [groupId, added, removed],
  );
  return rowCount === 1;
}

export async function listUserGroups(tx: Tx): Promise<UserGroup[]> {
  const { rows } = await tx.query(
    'select group_id as "groupId", handle, members, looked_up_at as "lookedUpAt" from user_group order by group_id',
  );
  return z.array(UserGroup).parse(rows);
}
