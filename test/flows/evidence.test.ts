/** The evidence of a review as a file, whose hash stands in the thread. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runVerify } from '../../src/cli/run-verify.ts';
import { type Stage, saying, setStage, startedReview } from './stage.ts';

let stage: Stage;
let folder: string;
beforeAll(async () => {
  stage = await setStage();
  folder = await mkdtemp(join(tmpdir(), 'evidence-'));
  await startedReview(stage);
  await stage.ask('decide 2 log');
});
afterAll(async () => {
  await stage.close();
  await rm(folder, { recursive: true });
});

const files = () => [...stage.slack.files.values()].filter(({ name }) => name.includes('evidence'));
const head = () => /head `([0-9a-f]{64})`/.exec(saying(stage, 'Evidence of') ?? '')?.[1] ?? '';
async function verify(text: string, ...more: string[]) {
  const file = join(folder, 'evidence.jsonl');
  await writeFile(file, text);
  let said = '';
  const out = (line: string) => {
    said += line;
  };
  return { exit: await runVerify({ args: [file, ...more], out, err: out }), said };
}
const written = (index: number) => String(files()[index]?.content);

test('only the lead and admins may have it', async () => {
  expect(await stage.ask('export evidence', { as: 'UEVE' })).toMatch(/^You may not export the evidence\. Who may: /);
});

test('it verifies against the hash that was posted, and names what was changed', async () => {
  await stage.ask('export evidence');
  await stage.slack.until(() => files().length === 1 && head() !== '', { what: 'the evidence' });
  expect(await verify(written(0), '--head', head())).toEqual({
    exit: 0,
    said: `${written(0).split('\n').length - 2} records of shop.example #1, unbroken. Head ${head()}, as given.\n`,
  });
  const lines = written(0).split('\n');
  const at = lines.findIndex((line) => line.includes('"kind":"decision"'));
  const changed = lines
    .map((line, index) => (index === at ? line.replace('log-first', 'log-first ') : line))
    .join('\n');
  expect(await verify(changed)).toEqual({
    exit: 1,
    said: `Record ${at + 1} was changed: it does not fit its hash. The evidence is not as it was written.\n`,
  });
  expect((await verify(written(0), '--head', 'f'.repeat(64))).exit).toBe(1);
});

test('all that was read, found, asked and decided is in it; nobody by name, and no secret', () => {
  const kinds = new Set(
    written(0)
      .match(/"kind":"[a-z-]+"/g)
      ?.map((each) => each.slice(8, -1)),
  );
  for (const kind of [
    'review',
    'scan',
    'content',
    'endpoint',
    'finding',
    'item',
    'question',
    'decision',
    'transition',
    'end',
  ])
    expect(kinds).toContain(kind);
  expect(written(0)).not.toMatch(/\bU(LEA|DANA|ADMIN|EVE|MAX)\b/);
  for (const token of Object.values(stage.cloudflare.tokens)) expect(written(0)).not.toContain(token);
});

test('asked for again without a change it is the same, byte for byte, and its hash is said once', async () => {
  await stage.ask('export evidence');
  await stage.slack.until(() => files().length === 2, { what: 'the second file' });
  expect(written(1)).toBe(written(0));
  expect(stage.slack.messages.filter(({ text }) => text.startsWith('Evidence of'))).toHaveLength(1);
});

test.each([[[]], [['--head', 'x']], [['file', '--head', 'x']], [['/nowhere/at/all']]])(
  '%j is not verified',
  async (args) => {
    let said = '';
    const err = (line: string) => {
      said += line;
    };
    expect(await runVerify({ args, out: err, err })).toBe(2);
    expect(said).toMatch(/Usage: npm run verify|could not be read/);
  },
);
