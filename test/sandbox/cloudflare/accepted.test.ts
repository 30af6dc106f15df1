import { expect, test } from 'vitest';
import { parse } from '../../../src/rules/index.ts';
import type { SdkRule } from './sdk-types.ts';
import type { ZoneState } from './state.ts';
import { namedWorld } from './zones/index.ts';
import { zone } from './zones/zone.ts';

const NOW = Date.parse('2026-11-23T09:00:00Z');
const zones = [...namedWorld(NOW).zones, zone({}, NOW)];

const RATE_RULES = { free: 1, pro: 2, business: 5, enterprise: 100 };
const CUSTOM_RULES = { free: 5, pro: 20, business: 100, enterprise: 1000 };
const SAVED_OPERATIONS = { free: 100, pro: 250, business: 500, enterprise: 500 };
const PERIODS = [10, 15, 20, 30, 40, 45, 60, 90, 120, 180, 240, 300, 480, 600, 900, 1200, 1800, 2400, 3600, 65_535];

test.each(zones.map((one) => [one.name, one] as const))('Cloudflare would accept every rule of %s', (_name, one) => {
  expect(Object.values(one.phases).flatMap((rules) => rules.flatMap((rule) => wrongWith(rule, one)))).toEqual([]);
  expect((one.phases.http_ratelimit ?? []).length).toBeLessThanOrEqual(RATE_RULES[one.plan]);
  expect((one.phases.http_request_firewall_custom ?? []).length).toBeLessThanOrEqual(CUSTOM_RULES[one.plan]);
});

test.each(zones.map((one) => [one.name, one] as const))(
  '%s has no two things that Cloudflare would hold for one',
  (_name, one) => {
    const places = one.operations.map(
      ({ method, host, endpoint }) => `${method} ${host}${endpoint.replaceAll(/\{\w+\}/g, '{}')}`,
    );
    expect(new Set(places).size).toBe(places.length);
    const refs = Object.values(one.phases).flatMap((rules) => rules.map(({ ref }) => ref));
    expect(new Set(refs).size).toBe(refs.length);
    expect(one.operations.length).toBeLessThanOrEqual(one.apiShield ? 10_000 : SAVED_OPERATIONS[one.plan]);
  },
);

function wrongWith(rule: SdkRule, { plan }: ZoneState): string[] {
  const wrong: string[] = [];
  const ratelimit = rule.ratelimit;
  for (const expression of [rule.expression, ratelimit?.counting_expression]) {
    if (expression !== undefined) parse(expression);
  }
  if (rule.action === 'log' && plan !== 'enterprise') wrong.push(`${rule.ref}: log below Enterprise`);
  if (ratelimit && !ratelimit.characteristics.includes('cf.colo.id')) wrong.push(`${rule.ref}: no cf.colo.id`);
  if (ratelimit && !PERIODS.includes(ratelimit.period)) wrong.push(`${rule.ref}: period ${ratelimit.period}`);
  return wrong;
}
