import { paged, refusal, single, whole } from '../envelope.ts';
import { type Route, zoneRoute } from '../routing.ts';
import type { SdkZone } from '../sdk-types.ts';
import type { AccountState, ZoneState } from '../state.ts';

/** The zone itself, its DNS and its general settings. */
export const zoneRoutes: Route[] = [
  {
    method: 'GET',
    pattern: '/zones',
    needs: [],
    answer({ query, caller, world }) {
      if (!caller.permissions.includes('Zone Read')) {
        const actor = `Actor 'com.cloudflare.api.token.${caller.id}'`;
        return refusal(403, 0, `${actor} requires permission 'com.cloudflare.api.account.zone.list' to list zones`);
      }
      const name = query.get('name');
      const account = query.get('account.id');
      const visible = world.zones.filter(
        (zone) =>
          !caller.hiddenZones.includes(zone.name) &&
          (name === null || zone.name === name.toLowerCase()) &&
          (account === null || world.account.id === account),
      );
      return paged(
        query,
        visible.map((zone) => wireZone(zone, world.account)),
        { least: 5, most: 50, usual: 20 },
      );
    },
  },
  zoneRoute('', ['Zone Read'], ({ zone, world }) => single(wireZone(zone, world.account))),
  zoneRoute('/entitlements', ['Zone Read', 'Account Settings Read'], ({ zone }) => whole(zone.entitlements)),
  zoneRoute('/dns_records', ['DNS Read'], ({ zone, query }) => {
    const type = query.get('type');
    const proxied = query.get('proxied');
    const name = query.get('name') ?? query.get('name.exact');
    const rows = zone.dns.filter(
      (record) =>
        (type === null || record.type === type) &&
        (proxied === null || String(record.proxied === true) === proxied) &&
        (name === null || record.name === name),
    );
    return paged(query, rows, { least: 1, most: 5_000_000, usual: 100 });
  }),
  zoneRoute('/settings', ['Zone Settings Read'], () =>
    refusal(410, 10410, 'This endpoint reached its end of life on 2026-09-15; read each setting by its id'),
  ),
  zoneRoute('/settings/{setting_id}', ['Zone Settings Read'], ({ zone, params }) => {
    const settings: Record<string, string> = zone.settings;
    const id = params.setting_id ?? '';
    const value = settings[id];
    return value === undefined
      ? refusal(404, 1003, `Invalid setting: ${id}`)
      : single({ id, value, editable: true, modified_on: '2026-01-12T08:00:00Z' });
  }),
  zoneRoute('/url_normalization', ['Sanitize Read', 'Zone Settings Read'], ({ zone }) => single(zone.urlNormalization)),
  zoneRoute('/firewall/access_rules/rules', ['Firewall Services Read'], ({ zone, query }) => {
    const mode = query.get('mode');
    return paged(
      query,
      zone.ipAccessRules.filter((rule) => mode === null || rule.mode === mode),
    );
  }),
];

const PLAN_NAMES = {
  free: 'Free Website',
  pro: 'Pro Website',
  business: 'Business Website',
  enterprise: 'Enterprise Website',
};

function wireZone(zone: ZoneState, account: AccountState): SdkZone {
  return {
    id: zone.id,
    name: zone.name,
    status: 'active',
    paused: false,
    type: 'full',
    development_mode: 0,
    name_servers: ['ada.ns.sandbox.example', 'bob.ns.sandbox.example'],
    original_name_servers: null,
    original_registrar: null,
    original_dnshost: null,
    created_on: '2024-02-01T09:00:00Z',
    modified_on: '2026-10-01T09:00:00Z',
    activated_on: '2024-02-01T09:10:00Z',
    meta: { step: 4, custom_certificate_quota: 1, page_rule_quota: 125, phishing_detected: false },
    owner: { id: account.id, type: 'organization', name: account.name },
    account: { id: account.id, name: account.name },
    permissions: ['#zone:read'],
    plan: { id: zone.plan, name: PLAN_NAMES[zone.plan], legacy_id: zone.plan, currency: 'USD', is_subscribed: true },
  };
}
