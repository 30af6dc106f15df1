/** The rows of the outbox: what hurries, and what may not. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Database, openDatabase, type Tx } from '../../db/pool.ts';
import { claimPost, findPostByKey, hurry, markSent, postpone, say } from '../../db/posts.ts';
import { saveWorkspace } from '../../db/workspaces.ts';
import { freshDatabase } from '../support/database.ts';

let database: Awaited<ReturnType<typeof freshDatabase>>;
let db: Database;

beforeAll(async () => {
  database = await freshDatabase();
  db = openDatabase(database.url, () => {});
  await within((tx) => saveWorkspace(tx, { id: 'TONE', name: 'One', botUserId: 'UBOT' }));
});

afterAll(async () => {
  await db?.close();
  await database?.drop();
});

const within = <T>(work: (tx: Tx) => Promise<T>) => db.inWorkspace('TONE', work);
const LATER = new Date(Date.now() + 60_000);
const target = { to: 'channel', channelId: 'CSAME' } as const;
const draw = (tx: Tx, key: string, text: string) => say(tx, 'TONE', { key, target, message: { text, blocks: [] } });

async function waiting(key: string, delay: (tx: Tx, id: string) => Promise<unknown>): Promise<Date | undefined> {
  return within(async (tx) => {
    const id = (await draw(tx, key, 'as it was')) ?? '';
    await claimPost(tx, id, new Date());
    await delay(tx, id);
    await draw(tx, key, 'as it is now');
    await hurry(tx, key);
    return (await findPostByKey(tx, key))?.notBefore;
  });
}

test('our own pace gives way to what people wait for', async () => {
  const sent = { version: 1, channelId: 'CSAME', ts: '1.000001', notBefore: LATER };
  const notBefore = await waiting('card-paced', (tx, id) => markSent(tx, id, sent));
  expect(notBefore?.getTime()).toBeLessThan(LATER.getTime());
});

test('a wait that Slack asked for is kept', async () => {
  const notBefore = await waiting('card-limited', (tx, id) =>
    postpone(tx, id, { notBefore: LATER, problem: 'Slack asked to wait', doubtful: false, refusedSince: null }),
  );
  expect(notBefore).toEqual(LATER);
});
