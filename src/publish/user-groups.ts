/** Who is in a user group: Slack's own word, kept in the rows, so that a click need not ask. */
import { z } from 'zod';
import { saveUserGroup, type UserGroup } from '../../db/user-groups.ts';
import type { People } from './people.ts';

const SlackGroup = z.object({
  id: z.string(),
  handle: z.string(),
  date_delete: z.number().default(0),
  users: z.array(z.string()).default([]),
});

/** Undefined when there is no such group. One that was disabled has no members. Throws when Slack does not say. */
export async function lookUpGroup(people: Omit<People, 'log'>, groupId: string): Promise<UserGroup | undefined> {
  const { db, slack, now, workspaceId } = people;
  const { usergroups } = await slack.usergroups.list({ include_users: true, include_disabled: true });
  const found = z
    .array(SlackGroup)
    .parse(usergroups ?? [])
    .find(({ id }) => id === groupId);
  if (!found) return undefined;
  const group = { groupId, handle: found.handle, members: found.date_delete > 0 ? [] : found.users, lookedUpAt: now() };
  await db.inWorkspace(workspaceId, (tx) => saveUserGroup(tx, workspaceId, group));
  return group;
}
