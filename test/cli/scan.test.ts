import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SECTIONS } from '../../src/checks/snapshot.ts';
import { runScan } from '../../src/cli/run-scan.ts';
import { type CloudflareSandbox, startCloudflareSandbox } from '../sandbox/cloudflare/sandbox.ts';
import { discovered } from '../sandbox/cloudflare/zones/build.ts';
import { zone } from '../sandbox/cloudflare/zones/zone.ts';

let directory: string;
let named: CloudflareSandbox;
let good: CloudflareSandbox;

beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'api-review-scan-'));
  named = await startCloudflareSandbox();
  // whoever logs in has no credential yet to be asked for at the edge
  const operations = zone().operations.filter(({ endpoint }) => endpoint !== '/v1/login');
  good = await startCloudflareSandbox({ zones: [zone({ operations })] });
});
afterAll(async () => {
  await named.stop();
  await good.stop();
  await rm(directory, { recursive: true });
});

type Run = { code: number; stdout: string; stderr: string };

async function scan(args: string[], env: Record<string, string> = {}): Promise<Run> {
  const written = { stdout: '', stderr: '' };
  const out = (text: string) => {
    written.stdout += text;
  };
  const err = (text: string) => {
    written.stderr += text;
  };
  return { code: await runScan({ args, env, out, err }), ...written };
}

/** The same as a program of its own, in an environment that holds nothing else. */
function program(args: string[], environment: Record<string, string> = {}): Promise<Run> {
  const env = { PATH: process.env.PATH ?? '', ...environment };
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ['--import', 'tsx', 'src/cli/scan.ts', ...args],
      { env, maxBuffer: 1e8 },
      (error, stdout, stderr) => resolve({ code: error ? Number(error.code) : 0, stdout, stderr }),
    );
  });
}

const at = (sandbox: CloudflareSandbox, token = sandbox.tokens.full) => ({
  CLOUDFLARE_API_TOKEN: token,
  CLOUDFLARE_BASE_URL: sandbox.baseUrl,
});
const inDirectory = (name: string) => path.join(directory, name);

test('a zone with grave gaps: exit code 1, the report on standard output, progress on standard error', async () => {
  const { code, stdout, stderr } = await program(['--zone', 'shop.example', '--json'], at(named));
  const report = JSON.parse(stdout);
  expect(code).toBe(1);
  expect(report).toMatchObject({
    version: 1,
    zone: { name: 'shop.example', plan: 'enterprise' },
    inventory: { saved: named.zones['shop.example']?.operations.length },
  });
  expect(Object.keys(report.sections)).toEqual([...SECTIONS]);
  expect(stderr).toMatch(/^38\/38 .*saved 28/m);
  expect(stdout + stderr).not.toContain(named.tokens.full);
}, 180_000);

test('a zone in good order: exit code 0', async () => {
  const { code, stdout } = await program(['--zone', 'orders.example'], at(good));
  expect(stdout).toMatch(/^orders\.example \(enterprise\)\n4 endpoints: 3 saved, 0 discovered and not saved/);
  expect(code).toBe(0);
}, 180_000);

test('nothing to report: exit code 2', async () => {
  expect(await program(['--zone', 'shop.example'])).toMatchObject({ code: 2, stdout: '' });
}, 180_000);

test('what was saved is reported again without a token or a call, byte for byte', async () => {
  const file = inDirectory('shop.snapshot.json');
  const live = await scan(['--zone', 'shop.example', '--json', '--save', file], at(named));
  const calls = named.calls.length;
  const again = await scan(['--from', file, '--json']);

  expect(named.calls).toHaveLength(calls);
  expect(again).toMatchObject({ code: 1, stderr: '' });
  expect(await scan(['--from', file, '--json', '--zone', 'shop.example'])).toEqual(again);
  const timeless = (text: string) => text.replace(/"(startedAt|finishedAt)": "[^"]*"/g, '');
  expect(timeless(again.stdout)).toBe(timeless(live.stdout));
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect(await readFile(file, 'utf8')).not.toContain('FAKE');
});

test('a report on the snapshot of another zone than the named one is refused', async () => {
  const file = inDirectory('orders.snapshot.json');
  await scan(['--zone', 'orders.example', '--save', file], at(good));
  const { code, stderr } = await scan(['--zone', 'shop.example', '--from', file]);
  expect({ code, stderr }).toEqual({ code: 2, stderr: `${file} holds orders.example, not shop.example.\n` });
});

test('documents given as files take part, and what they leave unclear is said', async () => {
  const file = inDirectory('extra.yaml');
  await writeFile(
    file,
    `openapi: 3.0.3
info: { title: extra, version: '1' }
servers: [{ url: https://api.orders.example }]
paths:
  /v1/extra: { get: { responses: {} } }
  v1/no-slash: { get: { responses: {} } }
`,
  );
  const { stdout, stderr } = await scan(['--zone', 'orders.example', '--json', '--openapi', file], at(good));
  expect(JSON.parse(stdout).endpoints).toContainEqual(
    expect.objectContaining({ key: 'GET api.orders.example/v1/extra', sources: ['documented'] }),
  );
  expect(stderr).toMatch(/left out: .*v1\/no-slash.*begins with a slash/);
});

test.each<[string, () => string[], () => Record<string, string>, RegExp]>([
  ['no token', () => ['--zone', 'shop.example'], () => ({}), /CLOUDFLARE_API_TOKEN is not set/],
  [
    'a revoked token',
    () => ['--zone', 'shop.example'],
    () => at(named, named.tokens.revoked),
    /does not accept the API token/,
  ],
  ['an unknown zone', () => ['--zone', 'nowhere.example'], () => at(named), /No zone called nowhere\.example/],
  [
    'operations that may not be read',
    () => ['--zone', 'shop.example'],
    () => at(named, named.tokenWithout('Domain API Gateway Read', 'Account API Gateway Read')),
    /“Domain API Gateway Read”/,
  ],
  ['no zone named', () => [], () => at(named), /Name a zone with --zone.*Usage: /s],
  ['an option nobody knows', () => ['--zone', 'shop.example', '--fast'], () => at(named), /--fast.*Usage: /s],
  [
    'a document that is not there',
    () => ['--zone', 'shop.example', '--openapi', '/nowhere.yaml'],
    () => at(named),
    /\/nowhere\.yaml cannot be used: there is no such file/,
  ],
  ['a file that is no snapshot', () => ['--from', 'package.json'], () => ({}), /package\.json is not a snapshot/],
])('%s: exit code 2, nothing on standard output, and what to do', async (_, args, environment, message) => {
  const { code, stdout, stderr } = await scan(args(), environment());
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(message);
  expect(stderr).not.toMatch(/fake-sandbox-cloudflare-token|\n {4}at /);
});

test('a token that can write is warned about by name', async () => {
  const { stderr } = await scan(['--zone', 'orders.example'], at(good, good.tokens.writer));
  expect(stderr).toMatch(/can also change things \(Domain API Gateway, Zone Settings Write, Zone WAF Write\)/);
});

test('what is not permitted is told as unknown, with the permission', async () => {
  const { stdout } = await scan(['--zone', 'shop.example'], at(named, named.tokens.limited));
  expect(stdout).toMatch(/^Could not be checked: neither good nor bad$/m);
  expect(stdout).toMatch(/logpushZone: needs the permission Logs Write/);
});

test('a path that an attacker chose does not command the terminal', async () => {
  const hostile = await startCloudflareSandbox({
    zones: [zone({ discovered: [discovered('GET api.orders.example/\u001b[2Jgone\u009b0m\u202ekcab', 5)] })],
  });
  const file = inDirectory('hostile.json');
  const text = await scan(['--zone', 'orders.example', '--save', file], at(hostile));
  const json = await scan(['--from', file, '--json']);
  await hostile.stop();

  for (const command of ['\u001b', '\u009b', '\u202e']) {
    expect(text.stdout).not.toContain(command);
    expect(json.stdout).not.toContain(command);
  }
  expect(text.stdout).toContain('gone');
  expect(JSON.parse(json.stdout).inventory.discovered).toBe(1);
});
