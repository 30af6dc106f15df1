/** Forty zones of one account with 12,000 endpoints: ten on Enterprise with API Shield, thirty on Business. */
import type { ZoneState } from '../sandbox/cloudflare/state.ts';
import { discovered, operation } from '../sandbox/cloudflare/zones/build.ts';
import { zone } from '../sandbox/cloudflare/zones/zone.ts';

const SAVED = 250;
const DISCOVERED = 50;

export function manyZones(now: number): ZoneState[] {
  return Array.from({ length: 40 }, (_, index) => (index < 10 ? enterprise(index, now) : business(index, now)));
}

const endpoints = (count: number, name: string, version: string) =>
  Array.from({ length: count }, (_, index) => `GET api.${name}/${version}/things-${index}/{var1}`);

const labelled = (wheres: string[]) =>
  wheres.map((where, index) => operation(where, index === 0 ? ['cf-log-in', 'owner-shop'] : ['owner-shop'], null));

function enterprise(index: number, now: number): ZoneState {
  const name = `enterprise-${index}.example`;
  const operations = labelled(endpoints(SAVED, name, 'v1'));
  return zone(
    { name, operations, discovered: endpoints(DISCOVERED, name, 'v2').map((where) => discovered(where, 9)) },
    now,
  );
}

function business(index: number, now: number): ZoneState {
  const name = `business-${index}.example`;
  const operations = labelled(endpoints(SAVED + DISCOVERED, name, 'v1'));
  const { http_response_firewall_managed: _, ...phases } = zone({ name }, now).phases;
  return zone(
    {
      name,
      plan: 'business',
      apiShield: false,
      operations,
      phases,
      bots: { sbfm_definitely_automated: 'block', sbfm_likely_automated: 'allow', sbfm_verified_bots: 'allow' },
    },
    now,
  );
}
