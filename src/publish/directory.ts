/** Who is who in a workspace, for names that stand in files. Slack is asked for all of them, so only jobs do. */
import { z } from 'zod';
import { savePerson } from '../../db/people.ts';
import { saveUserGroup } from '../../db/user-groups.ts';
import { type Directory, directoryOf, type Listed } from '../review/directory.ts';
import { type People, personIn } from './people.ts';
import { listGroups } from './user-groups.ts';

const PAGE = 500;
const PAGES_AT_MOST = 100;

const Handles = z.object({
  name: z.string().default(''),
  profile: z.object({ display_name: z.string().default('') }).optional(),
});

/** Those of them who are found are remembered, so that they can be named and act. */
export async function lookUpNames(
  people: People,
  { names, tags = [] }: { names: readonly string[]; tags?: readonly string[] },
): Promise<Directory> {
  if (names.length + tags.length === 0) return directoryOf([], []);
  const { db, workspaceId } = people;
  const groups = await listGroups(people);
  const listed = names.length > 0 ? await listPeople(people) : [];
  const directory = directoryOf(listed, groups);
  const meant = new Set(
    [...names, ...tags].flatMap((name) => {
      const found = directory(name);
      return 'id' in found ? [found.id] : [];
    }),
  );
  await db.inWorkspace(workspaceId, async (tx) => {
    for (const each of listed) if (meant.has(each.userId)) await savePerson(tx, workspaceId, each);
    for (const each of groups) if (meant.has(each.groupId)) await saveUserGroup(tx, workspaceId, each);
  });
  return directory;
}

async function listPeople({ slack, workspaceId, now }: People): Promise<Listed[]> {
  const listed: Listed[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < PAGES_AT_MOST; page += 1) {
    const { members, response_metadata } = await slack.users.list({ limit: PAGE, ...(cursor && { cursor }) });
    for (const member of members ?? []) {
      const { name, profile } = Handles.parse(member);
      listed.push({ ...personIn(member, workspaceId, now()), handles: [name, profile?.display_name ?? ''] });
    }
    cursor = response_metadata?.next_cursor;
    if (!cursor) return listed;
  }
  throw new Error('this workspace has more people than can be looked through');
}
