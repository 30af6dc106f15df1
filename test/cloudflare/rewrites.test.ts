import { afterEach, expect, test } from 'vitest';
import { cloudflareClient } from '../../src/cloudflare/client.ts';
import { collectSnapshot } from '../../src/cloudflare/collect-snapshot.ts';
import { createLimiter } from '../../src/cloudflare/limiter.ts';
import { type CloudflareSandbox, type Fault, startCloudflareSandbox } from '../sandbox/cloudflare/sandbox.ts';
import { rule } from '../sandbox/cloudflare/zones/build.ts';
import { limit, zone } from '../sandbox/cloudflare/zones/zone.ts';
import { fakeClock } from './fake-clock.ts';
import { judged } from './unfounded.ts';

const NOW = Date.parse('2026-11-23T09:00:00Z');
const LOGIN = 'POST api.orders.example/v1/login';
let sandbox: CloudflareSandbox;
afterEach(() => sandbox.stop());

/** The login is limited by its path. */
async function scanned({ rewritten, fault }: { rewritten: boolean; fault?: Fault }) {
  const plain = zone({}, NOW);
  const path = 'http.request.uri.path eq "/v1/login"';
  const move = rule('move', NOW, 10, {
    action: 'rewrite',
    expression: path,
    action_parameters: { uri: { path: { value: '/internal/session' } } },
  });
  const phases = {
    ...plain.phases,
    http_ratelimit: [limit('login_limit', NOW, path, {})],
    ...(rewritten ? { http_request_transform: [move] } : {}),
  };
  sandbox = await startCloudflareSandbox({ now: () => NOW, zones: [{ ...plain, phases }] });
  if (fault) sandbox.fail(({ path }) => path.includes('http_request_transform'), fault, { times: 100 });
  const client = cloudflareClient({
    token: sandbox.tokens.full,
    baseUrl: sandbox.baseUrl,
    limiter: createLimiter({ clock: fakeClock() }),
  });
  const snapshot = await collectSnapshot(client, { zoneId: plain.id, now: () => new Date(NOW) });
  const { report } = judged(snapshot);
  return { report, verdict: report.endpoints.find(({ key }) => key === LOGIN)?.controls['rate-limit'].verdict };
}

test('a limit on the old path of what is rewritten does not cover it', async () => {
  const { report, verdict } = await scanned({ rewritten: true });
  expect(verdict).toBe('uncovered');
  const missing = report.findings.find(({ check }) => check === 'abuse.auth-no-ratelimit');
  expect(missing).toMatchObject({ outcome: 'fail', subjects: [LOGIN] });
});

test('without the rewrite it does', async () => {
  const { report, verdict } = await scanned({ rewritten: false });
  expect(verdict).toBe('covered');
  expect(report.sections.urlNormalization).toEqual({ state: 'read' });
});

test('where the token may not read rewrites, that is said once and nothing becomes unknown', async () => {
  const { report, verdict } = await scanned({ rewritten: false, fault: { status: 403, code: 10000 } });
  expect(verdict).toBe('covered');
  expect(report.sections.urlNormalization).toEqual({
    state: 'read',
    detail:
      'URL rewrite rules could not be read (Zone WAF Read or Zone Transform Rules Read): verdicts take paths as they are sent',
  });
  expect(report.findings.filter(({ check }) => check === 'input.url-normalization-off')).toEqual([]);
});

test.each([true, false])(
  'where the question for rewrites fails, what reads the path is unknown (rewritten: %s)',
  async (rewritten) => {
    const { report, verdict } = await scanned({ rewritten, fault: { status: 500 } });
    expect(report.sections.urlNormalization.state).toBe('failed');
    expect(verdict).toBe('unknown');
    const asked = report.findings.filter(({ check }) => check === 'abuse.auth-no-ratelimit');
    expect(asked.map(({ outcome }) => outcome)).toEqual(['unknown']);
  },
);
