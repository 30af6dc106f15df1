/** Who is in a user group: Slack's own word, kept in the rows, so that a click need not ask. */
import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import { saveUserGroup, type UserGroup } from '../../db/user-groups.ts';
import type { People } from './people.ts';

const SlackGroup = z.object({
  id: z.string(),
  handle: z.string(),
  date_delete: z.number().default(0),
  users: z.array(z.string()).default([]),
});

/** All of them. One that was disabled has no members. */
export async function listGroups({ slack, now }: Pick<People, 'slack' | 'now'>): Promise<UserGroup[]> {
  const { usergroups } = await slack.usergroups.list({ include_users: true, include_disabled: true });
  return z
    .array(SlackGroup)
    .parse(usergroups ?? [])
    .map(({ id, handle, date_delete, users }) => ({
      groupId: id,
      handle,
      members: date_delete > 0 ? [] : users,
      lookedUpAt: now(),
    }));
}

const FRESH_MS = 5 * 60_000;
/** Forms are opened within three seconds, and Slack tells who is in which group twenty times a minute. */
const lately = new WeakMap<WebClient, { at: number; groups: UserGroup[] }>();

/** Those that can be chosen in a form: of somebody, in the order of their names. None when Slack does not say. */
export async function groupsToChoose(people: Pick<People, 'slack' | 'now' | 'log'>): Promise<UserGroup[]> {
  const known = lately.get(people.slack);
  if (known && people.now().getTime() - known.at < FRESH_MS) return known.groups;
  try {
    const groups = (await listGroups(people))
      .filter(({ members }) => members.length > 0)
      .sort((a, b) => (a.handle < b.handle ? -1 : 1));
    lately.set(people.slack, { at: people.now().getTime(), groups });
    return groups;
  } catch (error) {
    people.log.warn({ err: error }, 'Slack did not say which user groups there are');
    return known?.groups ?? [];
  }
}

/** Undefined when there is no such group. Throws when Slack does not say. */
export async function lookUpGroup(people: Omit<People, 'log'>, groupId: string): Promise<UserGroup | undefined> {
  const { db, workspaceId } = people;
  const group = (await listGroups(people)).find((each) => each.groupId === groupId);
  if (group) await db.inWorkspace(workspaceId, (tx) => saveUserGroup(tx, workspaceId, group));
  return group;
}
