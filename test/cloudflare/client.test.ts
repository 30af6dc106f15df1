import { afterEach, expect, test, vi } from 'vitest';
import { cloudflareClient } from '../../src/cloudflare/client.ts';
import { createLimiter } from '../../src/cloudflare/limiter.ts';
import { fakeClock } from './fake-clock.ts';

const TOKEN = 'fake-token-for-tests-0000000000000000000';

afterEach(() => vi.unstubAllEnvs());

/** A client whose answers are given, with the requests it sent. */
function answeredBy(...answers: (Response | Error)[]) {
  const sent: { url: string; headers: Record<string, string>; redirect: string | undefined }[] = [];
  const clock = fakeClock();
  const client = cloudflareClient({
    token: TOKEN,
    baseUrl: 'http://127.0.0.1:9/client/v4/',
    limiter: createLimiter({ clock }),
    fetch: async (url, init) => {
      sent.push({
        url: String(url),
        headers: Object.fromEntries(new Headers(init?.headers)),
        redirect: init?.redirect,
      });
      const answer = answers.length > 1 ? answers.shift() : answers[0];
      if (answer instanceof Error || answer === undefined) throw answer ?? new Error('nothing left');
      return answer.clone();
    },
  });
  return { client, sent, clock };
}

const json = (body: unknown, init: ResponseInit = {}) =>
  new Response(JSON.stringify(body), { ...init, headers: { 'content-type': 'application/json', ...init.headers } });
const success = (result: unknown) => json({ success: true, errors: [], messages: [], result });
const refused = (status: number, code: number, message: string, headers = {}) =>
  json({ success: false, errors: [{ code, message }], messages: [], result: null }, { status, headers });

test('credentials and headers from the environment are never sent', async () => {
  vi.stubEnv('CLOUDFLARE_API_KEY', 'strangers-key');
  vi.stubEnv('CLOUDFLARE_EMAIL', 'stranger@elsewhere.example');
  vi.stubEnv('CLOUDFLARE_API_USER_SERVICE_KEY', 'v1.0-strangers-service-key');
  vi.stubEnv('CLOUDFLARE_API_TOKEN', 'strangers-token');
  vi.stubEnv('CLOUDFLARE_BASE_URL', 'http://elsewhere.example');
  vi.stubEnv('CLOUDFLARE_CUSTOM_HEADERS', 'Authorization: Bearer strangers\nX-Auth-Key: strangers\nCookie: strangers');
  vi.stubEnv('CLOUDFLARE_LOG', 'debug');
  const { client, sent } = answeredBy(success({ id: 'z' }));

  await client.get('/zones/z', { query: { feature: ['a', 'b'] } });

  expect(JSON.stringify(sent)).not.toMatch(/stranger/);
  expect(sent[0]?.headers.authorization).toBe(`Bearer ${TOKEN}`);
  expect(sent[0]?.url).toBe('http://127.0.0.1:9/client/v4/zones/z?feature=a&feature=b');
});

test('a redirect is not followed: the token would go with it', async () => {
  const { client, sent } = answeredBy(success({}));
  await client.get('/zones/z');
  expect(sent[0]?.redirect).toBe('manual');
});

test('the version of the API is pinned, not today’s date', async () => {
  const { client, sent } = answeredBy(success({}));
  await client.get('/zones/z');
  expect(sent[0]?.headers['api-version']).toBe('2026-11-01');
});

test.each([
  ['a refusal that repeats the token', refused(403, 9109, `Unauthorized: Bearer ${TOKEN}`)],
  ['a refusal that pads it', refused(400, 6003, `${'x'.repeat(180)}${TOKEN}`)],
  ['a page that repeats it', new Response(`<html>${TOKEN}</html>`, { status: 403 })],
  ['a network error that repeats it', new TypeError(`fetch failed: ${TOKEN}`)],
  ['half a JSON text', new Response(`{"result":"${TOKEN}`, { headers: { 'content-type': 'application/json' } })],
])('the token is in no part of the error after %s', async (_, answer) => {
  const { client } = answeredBy(answer);
  const error: unknown = await client.get('/zones/z').catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ name: 'CallFailed' });
  const everything = `${error instanceof Error ? error.stack : ''}${JSON.stringify(error)}${String(Object(error).cause)}`;
  expect(everything).not.toContain(TOKEN.slice(0, 12));
});

test.each(['with\nnewline-000000000000', 'with space 00000000000000', 'ümlaut-000000000000000000', ''])(
  'a token that can be none, %j, is refused before it is sent, and not repeated',
  (token) => {
    const make = () => cloudflareClient({ token });
    expect(make).toThrow(expect.objectContaining({ name: 'CloudflareProblem', kind: 'token_invalid' }));
    if (token) expect(make).not.toThrow(token);
  },
);

test.each([
  ['Cloudflare’s no', refused(403, 10403, 'not entitled'), { kind: 'refused', status: 403, codes: [10403] }],
  [
    'a no under status 200',
    json({ success: false, errors: [{ code: 7, message: 'no' }], result: null }),
    { kind: 'refused', status: 200, codes: [7] },
  ],
  ['a page under 403', new Response('<h1>blocked</h1>', { status: 403 }), { kind: 'garbage', status: 403 }],
  ['a page under 200', new Response('<h1>hello</h1>'), { kind: 'garbage', status: 200 }],
  ['JSON that is no envelope', json([1, 2]), { kind: 'garbage', status: 200 }],
  ['JSON that is null', json(null), { kind: 'garbage', status: 200 }],
  [
    'a redirect',
    new Response(null, { status: 302, headers: { location: 'http://elsewhere.example' } }),
    { status: 302 },
  ],
  ['no connection', new TypeError('fetch failed'), { kind: 'network' }],
])('%s becomes a failure of its own kind', async (_, answer, expected) => {
  const { client } = answeredBy(answer);
  await expect(client.get('/zones/z')).rejects.toMatchObject(expected);
});

test('their words come on one line, without control characters, and short', async () => {
  const { client } = answeredBy(refused(403, 1, `one\n\u202etwo\u0000${'x'.repeat(500)}`));
  const error: unknown = await client.get('/zones/z').catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ message: expect.stringMatching(/^HTTP 403, code 1: one two x{1,200}$/) });
});

test('after a 429 it waits as long as Cloudflare says, and goes on', async () => {
  const { client, sent, clock } = answeredBy(refused(429, 971, 'slow down', { 'retry-after': '120' }), success('here'));
  expect((await client.get('/zones/z')).result).toBe('here');
  expect(sent).toHaveLength(2);
  expect(clock.waits).toEqual([120_000]);
});

test('an answer whose body never ends is given up', async () => {
  const client = cloudflareClient({
    token: TOKEN,
    limiter: createLimiter({ clock: fakeClock() }),
    timeoutMs: 20,
    fetch: async (_, init) => {
      const body = new ReadableStream({
        start(controller) {
          init?.signal?.addEventListener('abort', () => controller.error(init.signal?.reason));
        },
      });
      return new Response(body, { headers: { 'content-type': 'application/json' } });
    },
  });
  await expect(client.get('/zones/z')).rejects.toMatchObject({ kind: 'timeout' });
});

test('cancelling ends a call under way with the reason it was cancelled for', async () => {
  const cancel = new AbortController();
  const client = cloudflareClient({
    token: TOKEN,
    fetch: (_, init) => {
      setImmediate(() => cancel.abort(new Error('review cancelled')));
      return new Promise((__, reject) => init?.signal?.addEventListener('abort', () => reject(init.signal?.reason)));
    },
  });
  await expect(client.get('/zones/z', { signal: cancel.signal })).rejects.toThrow('review cancelled');
});
