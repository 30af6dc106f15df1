/** Proposes owners for what nobody was named for. Rows only; the caller sends what is returned. */
import { listOwners, ownedBefore } from '../../db/endpoints.ts';
import { findPerson } from '../../db/people.ts';
import type { Tx } from '../../db/pool.ts';
import { listUserGroups } from '../../db/user-groups.ts';
import { guessedOwners, isUnowned } from '../review/guessed-owners.ts';
import { NO_OWNER_SET } from '../review/ownership.ts';
import type { Review } from '../review/review.ts';
import { isFullMember, isGroup } from '../review/roles.ts';
import { type Proposing, proposeOwners } from './propose-owners.ts';

export async function guessOwners(
  tx: Tx,
  workspaceId: string,
  review: Review,
  asking: Pick<Proposing, 'askedOf' | 'target' | 'at'>,
): Promise<string | undefined> {
  const endpoints = await listOwners(tx, review.id);
  if (!endpoints.some(isUnowned)) return undefined;
  const before = await ownedBefore(tx, review, NO_OWNER_SET);
  const called = await callable(tx, [...endpoints, ...before]);
  const wished = guessedOwners(endpoints, before, (id) => called.get(id));
  if (wished.length === 0) return undefined;
  const understood = { wished, notUnderstood: [] };
  return proposeOwners(tx, workspaceId, review, { ...asking, origin: 'guess', name: '', understood, always: false });
}

/** Those who can still own something, as far as Slack was asked about them. */
async function callable(tx: Tx, owned: readonly { ownerId: string }[]): Promise<Map<string, string>> {
  const groups = new Map((await listUserGroups(tx)).map((each) => [each.groupId, each]));
  const names = new Map<string, string>();
  for (const id of new Set(owned.map(({ ownerId }) => ownerId))) {
    const group = groups.get(id);
    if (isGroup(id)) {
      if (group && group.members.length > 0) names.set(id, `@${group.handle}`);
      continue;
    }
    const found = await findPerson(tx, id);
    if (found && isFullMember(found)) names.set(id, found.name);
  }
  return names;
}
