/** What puts findings right, and what says that no request can. */
import { describe, expect, test } from 'vitest';
import { checks } from '../../src/checks/index.ts';
import { NO_REQUEST, whyNoRequest } from '../../src/remediation/fixes/advice.ts';
import { expressionsFor } from '../../src/remediation/fixes/expression.ts';
import { resource } from '../../src/remediation/fixes/hcl.ts';
import { CHANGES } from '../../src/remediation/fixes/index.ts';
import { parse, verdict } from '../../src/rules/index.ts';

test('every check has a change, or says why none can be sent, and not both', () => {
  const ids = checks.map(({ id }) => id);
  expect(ids.filter((id) => !(id in CHANGES) && whyNoRequest(id) === undefined)).toEqual([]);
  expect(Object.keys(CHANGES).filter((id) => id in NO_REQUEST || !ids.includes(id))).toEqual([]);
  expect(Object.keys(NO_REQUEST).filter((id) => id.includes('.') && !ids.includes(id))).toEqual([]);
});

describe('an expression for endpoints', () => {
  const place = (path: string, method = 'GET', host = 'api.shop.example') => ({ method, host, path });

  test('is always true of each of them, and never of another', () => {
    const some = [place('/v1/login', 'POST'), place('/v1/orders/{var1}'), place('/v1/orders'), place('/v1/a.b+c')];
    const [expression = ''] = expressionsFor(some, 'enterprise');
    expect(() => parse(expression)).not.toThrow();
    for (const each of some) expect(verdict(expression, each)).toBe('always');
    for (const other of [
      place('/v1/login'),
      place('/v1/orders/{var1}/items'),
      place('/v1/aXb+c'),
      place('/v1/orders', 'GET', 'x.example'),
    ])
      expect(verdict(expression, other)).toBe('never');
  });

  test('below Business a wildcard stands for a variable, and the expression is one that the plan can have', () => {
    const [expression = ''] = expressionsFor([place('/v1/orders/{var1}')], 'pro');
    expect(expression).not.toContain('matches');
    expect(verdict(expression, place('/v1/orders/{var1}'))).toBe('always');
  });

  test('stays text, whatever a path holds', () => {
    for (const path of ['/a"b', '/a\\', '/") or true or ("', '/{var1}/"x"', '/r"#']) {
      const [expression = ''] = expressionsFor([place(path)], 'enterprise');
      expect(() => parse(expression)).not.toThrow();
      expect(verdict(expression, place('/other'))).toBe('never');
    }
  });

  test('is as many as Cloudflare’s limit of 4,096 characters asks for', () => {
    const many = Array.from({ length: 400 }, (_, n) => place(`/v1/things/of/some/length/${n}/{var1}`, 'POST'));
    const expressions = expressionsFor(many, 'enterprise');
    expect(Math.max(...expressions.map(({ length }) => length))).toBeLessThanOrEqual(4_096);
    expect(expressions.length).toBeGreaterThan(5);
    for (const each of many.slice(0, 20))
      expect(expressions.filter((one) => verdict(one, each) === 'always')).toHaveLength(1);
  });
});

test('Terraform is written as its formatter would write it, and evaluates nothing from outside', () => {
  expect(
    resource('cloudflare_ruleset', '1 shop.example', {
      zone_id: 'z',
      name: ['say "$', "{file('x')}\" %{ if } \\"].join(''), // the formatter takes it for a slip otherwise
      rules: [{ action: 'log', ratelimit: { period: 60, characteristics: ['ip.src'] }, enabled: true }],
      kind: 'zone',
    }),
  ).toBe(`resource "cloudflare_ruleset" "r_1_shop_example" {
  zone_id = "z"
  name    = "say \\"$\${file('x')}\\" %%{ if } \\\\"
  rules = [
    {
      action = "log"
      ratelimit = {
        period          = 60
        characteristics = ["ip.src"]
      }
      enabled = true
    },
  ]
  kind = "zone"
}
`);
});
