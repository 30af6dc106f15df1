import { afterAll, beforeAll, expect, test } from 'vitest';
import { actorOf, grantRole } from '../../db/actors.ts';
import { listAdmins, savePerson } from '../../db/people.ts';
import { type Database, openDatabase } from '../../db/pool.ts';
import { saveUserGroup } from '../../db/user-groups.ts';
import { saveWorkspace } from '../../db/workspaces.ts';
import type { Person } from '../../src/review/review.ts';
import { freshDatabase } from '../support/database.ts';

const W = 'TONE';
const at = new Date('2026-11-27T09:00:00Z');
const someone = (userId: string, kind: Person['kind']): Person => ({
  userId,
  kind,
  name: userId,
  timezone: null,
  lookedUpAt: at,
});

let database: Awaited<ReturnType<typeof freshDatabase>>;
let db: Database;
beforeAll(async () => {
  database = await freshDatabase();
  db = openDatabase(database.url, () => {});
  await db.inWorkspace(W, async (tx) => {
    await saveWorkspace(tx, { id: W, name: W, botUserId: 'UBOT' });
    for (const each of [someone('UADA', 'admin'), someone('UDANA', 'member'), someone('UGUS', 'guest')])
      await savePerson(tx, W, each);
    await saveUserGroup(tx, W, { groupId: 'SSEC', handle: 'sec', members: ['UDANA', 'UGUS'], lookedUpAt: at });
  });
});
afterAll(async () => {
  await db?.close();
  await database?.drop();
});

const admins = () => db.inWorkspace(W, async (tx) => (await listAdmins(tx)).map(({ userId }) => userId));
const name = (holders: string[]) =>
  db.inWorkspace(W, (tx) => grantRole(tx, W, { role: 'admin', holders, by: 'UADA', at }));

test('until a workspace names its admins they are Slack’s own, then whoever is named, and Slack’s own again', async () => {
  expect(await admins()).toEqual(['UADA']);
  await name(['SSEC']);
  expect(await admins()).toEqual(['UDANA']); // the group has a guest too, who may nothing
  await name([]);
  expect(await admins()).toEqual(['UADA']);
});

test('whoever acts does so with their groups and the roles of the workspace', async () => {
  await name(['SSEC']);
  const actor = await db.inWorkspace(W, (tx) => actorOf(tx, someone('UDANA', 'member')));
  expect(actor).toMatchObject({ groups: ['SSEC'], roles: { admin: ['SSEC'], reviewer: [] } });
});
