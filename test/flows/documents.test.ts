/** OpenAPI documents, by form or dropped in the thread: read once, compared with what is there, and told in words. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { allScansPosted, CHANNEL, cardOf, LEAD, type Stage, setStage, startedReview } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await setStage({ rateLimits: false });
  await startedReview(stage);
});
afterAll(() => stage.close());

const PATHS = {
  '/v1/orders/{id}': { get: {} },
  '/v1/new': { get: {}, post: {} },
};
const document = (more: object = {}) =>
  JSON.stringify({ openapi: '3.1.0', servers: [{ url: 'https://api.shop.example' }], paths: PATHS, ...more });

const drop = (content: string, o: { as?: string; name?: string; text?: string } = {}) => {
  const { as = LEAD, name = 'shop.json', text = 'here it is' } = o;
  const act = () => stage.slack.say(text, { as, in: CHANNEL, thread: cardOf(stage), files: [{ name, content }] });
  return stage.told(as, async () => void (await act()));
};
const known = async (pattern: string) =>
  (await stage.rows('select key from endpoint where key like $1 and gone_at is null order by key', [pattern])).map(
    ({ key }) => key,
  );

test('a form takes files, and whoever sent it is told what was understood', async () => {
  await stage.slack.command('/api-review spec', { as: LEAD, in: CHANNEL });
  await stage.slack.until(() => stage.slack.modal({ as: LEAD }) !== undefined, { what: 'the form' });
  const told = await stage.told(LEAD, () =>
    stage.slack.submit({ as: LEAD, files: { Documents: [{ name: 'shop.json', content: document() }] } }),
  );
  expect(told).toMatchInlineSnapshot(`
    "*Read shop.json: 3 operations on api.shop.example; 2 not saved at Cloudflare.*
    • \`GET api.shop.example/v1/new\`
    • \`POST api.shop.example/v1/new\`
    Cloudflare’s own schema validation would not take this file: it takes OpenAPI 3.0 only, and this is 3.1.0.
    The inventory and the findings are worked out anew with it."
  `);
  await allScansPosted(stage);
  expect(await known('% api.shop.example/v1/new')).toEqual([
    'GET api.shop.example/v1/new',
    'POST api.shop.example/v1/new',
  ]);
});

test('the same content twice is once', async () => {
  expect(await drop(document(), { name: 'copy.json' })).toBe(
    '`copy.json` has been read already: a document with the same content is part of this review. Nothing was changed.',
  );
  expect(await stage.rows(`select name from document where state = 'read'`)).toEqual([{ name: 'shop.json' }]);
});

test('dropped in the thread under its old name, it takes the place of the old one, and what it left out is gone', async () => {
  const yaml = 'openapi: 3.0.3\nservers: [{ url: https://api.shop.example }]\npaths:\n  /v1/new: { get: {} }\n';
  expect(await drop(yaml, { name: 'shop.json' })).toMatchInlineSnapshot(`
    "*Read shop.json: 1 operation on api.shop.example; 1 not saved at Cloudflare.*
    • \`GET api.shop.example/v1/new\`
    The inventory and the findings are worked out anew with it."
  `);
  await allScansPosted(stage);
  expect(await known('% api.shop.example/v1/new')).toEqual(['GET api.shop.example/v1/new']);
});

test('what is said beside a document answers no question', async () => {
  await drop(document({ info: { title: 'again' } }), { text: 'No', name: 'other.json' });
  expect(await stage.rows('select from answer')).toEqual([]);
});

test('a broken file is told its line, and nothing is changed', async () => {
  await allScansPosted(stage);
  const before = await known('%');
  expect(await drop('openapi: 3.0.3\npaths:\n  /a: { get: 7 }\n', { name: 'broken.yaml' })).toMatchInlineSnapshot(
    `"\`broken.yaml\` was not taken. Line 3: At "paths &gt; /a &gt; get": Invalid input: expected object, received number. Nothing was changed."`,
  );
  expect(await drop('{\n "openapi": ', { name: 'broken.json' })).toContain('Line 2: this is not JSON.');
  expect(await known('%')).toEqual(before);
});

test('hosts of other zones are left out, and it is said', async () => {
  const elsewhere = document({ servers: [{ url: 'https://api.other.example' }] });
  expect(await drop(elsewhere, { name: 'other-zone.json' })).toContain(
    '3 operations on hosts that are not of shop.example: left out.',
  );
  await allScansPosted(stage);
  expect(await known('%other.example%')).toEqual([]);
});

test('somebody who owns nothing here is refused, and an owner may', async () => {
  expect(await drop(document({ x: 1 }), { as: 'UEVE' })).toMatch(
    /^You may not give documents. Who may: the review’s lead/,
  );
  await stage.ask('assign api.shop.example/v1/orders/** @eve');
  await allScansPosted(stage);
  expect(await drop(document({ x: 1 }), { as: 'UEVE', name: 'eve.json' })).toContain('*Read eve.json: 3 operations');
});

test('what Slack does not let the app read is told with what to do', async () => {
  stage.slack.fail('files.info', { error: 'missing_scope' });
  expect(await drop(document({ x: 2 }))).toContain('a workspace admin has to install the app anew, with files:read');
  stage.slack.fail('file', { status: 302 });
  expect(await drop(document({ x: 3 }))).toContain('Slack does not let me read it');
});

test('a download that fails is tried again', async () => {
  stage.slack.fail('file', { status: 503 });
  expect(await drop(document({ x: 4 }), { name: 'again.json' })).toContain('*Read again.json: 3 operations');
});
