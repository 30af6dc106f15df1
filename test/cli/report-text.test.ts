import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Look } from '../../src/cli/look.ts';
import { runScan } from '../../src/cli/run-scan.ts';
import { type CloudflareSandbox, startCloudflareSandbox } from '../sandbox/cloudflare/sandbox.ts';
import { rule } from '../sandbox/cloudflare/zones/build.ts';

let directory: string;
let file: string;
let sandbox: CloudflareSandbox;

beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'api-review-text-'));
  file = path.join(directory, 'shop.json');
  sandbox = await startCloudflareSandbox();
  await scan(['--zone', 'shop.example', '--save', file], undefined);
});
afterAll(async () => {
  await sandbox.stop();
  await rm(directory, { recursive: true });
});

async function scan(args: string[], look: Look | undefined, watched?: number) {
  const written = { out: '', err: '' };
  const code = await runScan({
    args,
    env: { CLOUDFLARE_API_TOKEN: sandbox.tokens.full, CLOUDFLARE_BASE_URL: sandbox.baseUrl },
    out: (text) => {
      written.out += text;
    },
    err: (text) => {
      written.err += text;
    },
    ...(look && { look }),
    watched,
  });
  return { code, ...written };
}

const ESCAPE = '\u001b';
const plain = (text: string) =>
  text
    .split(ESCAPE)
    .map((part, index) => (index === 0 ? part : part.replace(/^\[\d+m/, '')))
    .join('');

test('a person sees the summary, the top of the list, and what protects how many endpoints', async () => {
  const { out } = await scan(['--from', file], undefined);
  expect(out).toMatch(/^shop\.example \(enterprise\)\n\d+ endpoints: /);
  expect(out).toMatch(/^To fix, in this order\n {2}1\. /m);
  expect(out).toMatch(/^ {2}10\. /m);
  expect(out).not.toMatch(/^ {2}11\. /m);
  expect(out).toMatch(/^ {2}and \d+ more, all of them with --json$/m);
  expect(out).toMatch(/^ +covered +in log +bypassable +uncovered +unknown +off plan$/m);
  expect(out).toMatch(/^ +auth( +\w+)+ +read$/m);
  expect(out.match(/^ {2}rate-limit( +[-\d/?]+)+$/gm)).toHaveLength(2);
});

test('at the top of the list a gap is shown by a request that gets through, and with --json every control by one', async () => {
  const skipping = await startCloudflareSandbox();
  skipping.zones['shop.example']?.phases.http_request_firewall_custom?.unshift(
    rule('partners', Date.now(), 90, {
      action: 'skip',
      expression: 'ip.src in {203.0.113.64/28}',
      action_parameters: { phases: ['http_ratelimit'] },
    }),
  );
  const saved = path.join(directory, 'skipping.json');
  const env = { CLOUDFLARE_API_TOKEN: skipping.tokens.full, CLOUDFLARE_BASE_URL: skipping.baseUrl };
  let text = '';
  const out = (part: string) => {
    text += part;
  };
  await runScan({ args: ['--zone', 'shop.example', '--save', saved], env, out, err: () => {} });
  await skipping.stop();
  expect(text).toMatch(
    /^ +Gets through: POST https:\/\/\S+ with ip\.src = "203\.0\.113\.65" \(rule:\S+\/partners lets it past rule:\S+\)$/m,
  );
  const json = JSON.parse((await scan(['--from', saved, '--json'], undefined)).out);
  const witnesses = json.endpoints.flatMap((endpoint: { controls: object }) =>
    Object.values(endpoint.controls).flatMap(({ verdict, witness }) => (witness ? [verdict] : [])),
  );
  expect(new Set(witnesses)).toEqual(new Set(['covered', 'bypassable']));
});

test('the matrix counts every endpoint once', async () => {
  const [text, json] = [await scan(['--from', file], undefined), await scan(['--from', file, '--json'], undefined)];
  const row = /^ {2}schema +(.*)$/m.exec(text.out)?.[1]?.split(/ +/) ?? [];
  const [covered = 0, , ...others] = row.map((cell) => (cell === '-' ? 0 : Number(cell)));
  expect([covered, ...others].reduce((sum, count) => sum + count, 0)).toBe(JSON.parse(json.out).endpoints.length);
});

test('colours are for a terminal only, and change no word', async () => {
  const dull = await scan(['--from', file], { colour: false, columns: undefined });
  const bright = await scan(['--from', file], { colour: true, columns: undefined });
  expect(dull.out).not.toContain(ESCAPE);
  expect(bright.out).toContain(`${ESCAPE}[31m`);
  expect(plain(bright.out)).toBe(dull.out);
});

test.each([80, 120])('on a terminal of %i columns no sentence is broken by its edge', async (columns) => {
  const { out } = await scan(['--from', file], { colour: true, columns });
  const wide = plain(out)
    .split('\n')
    .filter((line) => line.length > columns);
  expect(wide.filter((line) => line.trim().includes(' '))).toEqual([]);
  expect(plain(out)).toMatch(/^ {2}rate-limit( +[-\d]+){6}$/m);
  expect(plain(out)).not.toMatch(/(GET|POST|DELETE)$/m);
});

test('who watches sees one line of progress, gone when the report comes', async () => {
  const { err } = await scan(['--zone', 'shop.example'], undefined, 60);
  expect(err).not.toContain('\n');
  const steps = err.split(`\r${ESCAPE}[K`);
  expect(steps.at(-2)).toMatch(/^38\/38 /);
  expect(steps.at(-1)).toBe('');
  expect(Math.max(...steps.map((step) => step.length))).toBeLessThan(60);
});

test('in a log, progress is a line each', async () => {
  const { err } = await scan(['--zone', 'shop.example'], undefined);
  expect(err).toMatch(/^38\/38 /m);
  expect(err).not.toContain(ESCAPE);
});

const AT_1970 =
  'globalThis.Date = class extends Date { constructor(...at) { super(...(at.length ? at : [0])); } static now() { return 0; } };';

const PLACES = [
  { TZ: 'Pacific/Kiritimati', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' },
  { TZ: 'America/St_Johns', LANG: 'C', LC_ALL: 'C', FORCE_COLOR: '3', COLUMNS: '40' },
  { TZ: 'UTC', NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(AT_1970)}` },
];

/** Both forms in one process, as each costs seconds to start. */
const BOTH_FORMS = `
  import { runScan } from './src/cli/run-scan.ts';
  const out = (text) => process.stdout.write(text);
  for (const form of [[], ['--json']]) await runScan({ args: [...process.argv.slice(1), ...form], env: {}, out, err: out });
`;

test('the same snapshot is reported byte for byte the same, whatever the time zone, the language and the clock', async () => {
  const text = await scan(['--from', file], undefined);
  const json = await scan(['--from', file, '--json'], undefined);
  expect(JSON.parse(json.out)).toMatchObject({ zone: { name: 'shop.example' } });
  for (const place of PLACES) expect(await elsewhere(['--from', file], place)).toBe(text.out + json.out);
}, 180_000);

function elsewhere(args: string[], place: Record<string, string>): Promise<string> {
  const env = { PATH: process.env.PATH ?? '', ...place };
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ['--import', 'tsx', '--input-type=module', '--eval', BOTH_FORMS, '--', ...args],
      { env, maxBuffer: 1e8 },
      (_error, stdout) => resolve(stdout),
    );
  });
}
