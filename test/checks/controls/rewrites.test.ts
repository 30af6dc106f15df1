/** A rewrite changes the path before the firewall sees it: what is said of the old path then has to be said of the new one. */
import { describe, expect, test } from 'vitest';
import type { ControlName } from '../../../src/checks/controls/control.ts';
import { createJudge } from '../../../src/checks/controls/judge-controls.ts';
import { inventoryOf } from '../../../src/checks/inventory-of.ts';
import { type Inputs, LOGIN, limit, ORDER, rule, unreadable, zone } from '../../support/zone.ts';

type Rewrite = NonNullable<Inputs['urlNormalization']['rewrites']>[number];
const rewrite = (expression: string, path: Rewrite['path'], more: Partial<Rewrite> = {}): Rewrite => ({
  action: 'rewrite',
  expression,
  path,
  ...more,
});
const to = (value: string) => ({ value });

const AT_LOGIN = 'http.request.uri.path eq "/v1/login"';
const PATH_LIMIT = limit('limit', AT_LOGIN);
const MOVED = rewrite(AT_LOGIN, to('/internal/session'));

function judged(rewrites: Rewrite[] | null, rules = [PATH_LIMIT], key = LOGIN, more: Partial<Inputs> = {}) {
  const snapshot = zone({
    sections: {
      urlNormalization: { type: 'cloudflare', scope: 'both', rewrites },
      rateLimits: { rules },
      ...more,
    },
  });
  const endpoint = inventoryOf(snapshot, []).endpoints.find((each) => each.key === key);
  if (!endpoint) throw new Error(`no ${key}`);
  const judge = createJudge(snapshot);
  return { judge, endpoint, of: (name: ControlName) => judge.controls(endpoint)[name]?.verdict };
}

const limited = (...rewrites: Rewrite[]) => judged(rewrites).of('rate-limit');
const limitedBy = (expression: string, ...rewrites: Rewrite[]) =>
  judged(rewrites, [limit('limit', expression)]).of('rate-limit');

describe('a rate limit on the path of a login', () => {
  test.each<[string, Rewrite[], string]>([
    ['nothing rewritten', [], 'covered'],
    ['every request moved elsewhere', [MOVED], 'uncovered'],
    ['every request moved to the same path', [rewrite('true', to('/v1/login'))], 'covered'],
    ['some requests moved elsewhere', [rewrite('ip.src in $partners', to('/v2/login'))], 'bypassable'],
    ['some requests moved, by a condition nobody can read', [rewrite('http.path like "/v1"', to('/v2'))], 'unknown'],
    ['the path is worked out', [rewrite(AT_LOGIN, { expression: 'concat("/v2", http.request.uri.path)' })], 'unknown'],
    ['a path that could be taken for a template', [rewrite(AT_LOGIN, to('/{var1}'))], 'unknown'],
    ['a path with dot segments', [rewrite(AT_LOGIN, to('/v1/x/../login'))], 'unknown'],
    ['a path of which nothing is told', [rewrite(AT_LOGIN, {})], 'unknown'],
    ['moved by one of two rules', [MOVED, rewrite('ip.src in $partners', to('/v1/login'))], 'bypassable'],
    ['a rewrite on another host', [rewrite('http.host eq "partner.shop.example"', to('/v2'))], 'covered'],
    ['a rewrite of another path', [rewrite('starts_with(http.request.uri.path, "/v2/")', to('/v3'))], 'covered'],
    ['a rewrite that is switched off', [{ ...MOVED, enabled: false }], 'covered'],
    ['a rewrite of the query alone', [rewrite(AT_LOGIN, null)], 'covered'],
    ['another action', [{ ...MOVED, action: 'set_config' }], 'covered'],
  ])('with %s', (_, rewrites, verdict) => {
    expect(limited(...rewrites)).toBe(verdict);
  });

  test('a limit on the path that the rewrite leads to covers what is rewritten to it', () => {
    expect(limitedBy('http.request.uri.path eq "/internal/session"')).toBe('uncovered');
    expect(limitedBy('http.request.uri.path eq "/internal/session"', MOVED)).toBe('covered');
    expect(limitedBy('http.request.full_uri eq "https://api.shop.example/internal/session"', MOVED)).toBe('bypassable');
  });

  test('all that a condition asks is asked of the same path', () => {
    const somewhere = rewrite('ip.src in $partners', to('/v2/login'));
    const either = 'http.request.uri.path in {"/v1/login" "/v2/login"}';
    expect(limitedBy(either, somewhere)).toBe('covered');
    expect(limitedBy('starts_with(http.request.uri.path, "/v3/")', somewhere)).toBe('uncovered');
  });
});

describe('what does not read the path', () => {
  const worked = rewrite('true', { expression: 'regex_replace(http.request.uri.path, "^/v1", "")' });

  test.each(['true', 'http.host eq "api.shop.example"', 'http.request.method eq "POST"'])('%s covers', (condition) => {
    expect(limitedBy(condition, worked)).toBe('covered');
  });

  test('another host is another host, whatever the path', () => {
    const elsewhere = 'http.host eq "elsewhere.example" and starts_with(http.request.uri.path, "/v1")';
    expect(limitedBy(elsewhere, worked)).toBe('uncovered');
    const { judge, endpoint } = judged([worked]);
    expect(judge.tools.prover.holds([elsewhere], endpoint)).toBe('never');
    expect(judge.tools.prover.over([elsewhere], [endpoint])).toEqual([]);
    expect(judge.tools.prover.over([AT_LOGIN], [endpoint])).toEqual([{ target: endpoint, holds: 'not_understood' }]);
  });

  test('a condition on the path as it was sent is what it was', () => {
    const raw = 'raw.http.request.uri.path eq "/v1/login"';
    expect(limitedBy(raw, worked)).toBe(limitedBy(raw));
  });

  test('a log filter is about the path as it was sent', () => {
    const filter = JSON.stringify({ where: { key: 'ClientRequestPath', operator: 'eq', value: '/v1/login' } });
    const logpushZone = [{ id: '1', dataset: 'http_requests', enabled: true, filter }];
    expect(judged([MOVED], [PATH_LIMIT], LOGIN, { logpushZone }).of('logging')).toBe('covered');
  });
});

test('a skip of the path that the rewrite leads to lets the request past', () => {
  const skip = rule('skip', 'skip', 'http.request.uri.path eq "/internal/session"', {
    actionParameters: { phases: ['http_ratelimit'] },
  });
  const customRules = { rules: [skip] };
  expect(judged([], [limit('limit', 'true')], LOGIN, { customRules }).of('rate-limit')).toBe('covered');
  expect(judged([MOVED], [limit('limit', 'true')], LOGIN, { customRules }).of('rate-limit')).toBe('uncovered');
});

test('other endpoints of the zone are as they were', () => {
  const limits = [limit('orders', 'starts_with(http.request.uri.path, "/v1/orders")')];
  expect(judged([MOVED], limits, ORDER).of('rate-limit')).toBe('covered');
});

test('no request is shown for an endpoint whose requests are rewritten, since it was not followed there', () => {
  const limits = [
    limit('limit', 'http.request.uri.path eq "/internal/session" and http.request.headers["a"][0] eq "b"'),
  ];
  const { judge, endpoint, of } = judged([MOVED], limits);
  expect(of('rate-limit')).toBe('bypassable');
  expect(judge.witness(endpoint, 'rate-limit')).toBeUndefined();
});

test('rewrites that were not read leave the verdicts as they are', () => {
  expect(judged(null).of('rate-limit')).toBe('covered');
  const snapshot = zone({ sections: { urlNormalization: unreadable('no_permission') } });
  const login = inventoryOf(snapshot, []).endpoints.find(({ key }) => key === LOGIN);
  expect(login && createJudge(snapshot).controls(login)['rate-limit'].verdict).toBe('covered');
});
