import { PLANS, type Plan } from '../../checks/sections/zone.ts';
import { at, rows, word } from '../field.ts';
import type { Reading, SectionReader } from '../reader.ts';

/** The zone itself: plan, entitlements, names, transport settings. */
export const zoneSections = {
  zone: {
    permission: 'Zone Read',
    path: '/zones/{zone}',
    reads: 'one',
    shape: (zone) => ({
      id: at(zone, 'id'),
      name: at(zone, 'name'),
      planName: word(at(zone, 'plan.legacyId')),
      plan: plan(word(at(zone, 'plan.legacyId')) ?? ''),
      status: at(zone, 'status'),
      type: at(zone, 'type'),
      paused: at(zone, 'paused'),
      accountId: at(zone, 'account.id'),
    }),
  },
  entitlements: {
    permission: 'Account Settings Read',
    path: '/zones/{zone}/entitlements',
    reads: 'all',
    shape: (list) =>
      list.map((row) => ({
        key: at(row, 'feature.key') ?? row.id,
        type: at(row, 'allocation.type'),
        value: at(row, 'allocation.value'),
      })),
  },
  dns: {
    permission: 'DNS Read',
    path: '/zones/{zone}/dns_records',
    reads: 'pages',
    perPage: 5000,
    // texts and the like are left behind: they can hold secrets, and no host is served by them
    shape: (list) => list.filter(({ type }) => type === 'A' || type === 'AAAA' || type === 'CNAME'),
  },
  tlsSettings: {
    permission: 'Zone Settings Read',
    path: '/zones/{zone}/settings/always_use_https',
    reads: 'one',
    furtherCalls: 1,
    shape: async (setting, { get }) => ({
      alwaysUseHttps: at(setting, 'value'),
      minTlsVersion: at(await get('/zones/{zone}/settings/min_tls_version'), 'value'),
    }),
  },
  urlNormalization: {
    permission: 'Zone Settings Read',
    path: '/zones/{zone}/url_normalization',
    reads: 'one',
    furtherCalls: 1,
    shape: async (setting, reading) => ({ ...setting, rewrites: await rewritesOf(reading) }),
    lacks: (setting) => (at(setting, 'rewrites') === null ? WITHOUT_REWRITES : undefined),
  },
  originTls: {
    permission: 'SSL and Certificates Read',
    path: '/zones/{zone}/origin_tls_client_auth/settings',
    reads: 'one',
    shape: (setting) => setting,
  },
} satisfies Record<string, SectionReader>;

const NEVER_WRITTEN = 10003; // the entry point of a phase that never had a rule
const WITHOUT_REWRITES =
  'URL rewrite rules could not be read (Zone WAF Read or Zone Transform Rules Read): verdicts take paths as they are sent';

/** Null where the token may read rules of the firewall and not these, which the section says; nothing becomes unknown by that. */
async function rewritesOf(reading: Reading): Promise<unknown> {
  const entry = await reading.getIfAllowed(
    '/zones/{zone}/rulesets/phases/http_request_transform/entrypoint',
    NEVER_WRITTEN,
  );
  if (!entry) return null;
  return rows(entry.rules).map((rule) => ({ ...rule, path: at(rule, 'actionParameters.uri.path') }));
}

/** Resellers' plans carry names of their own around the four. One that says nothing is taken for the smallest. */
function plan(legacyId: string): Plan {
  const known = PLANS.find((name) => name === legacyId);
  if (known) return known;
  if (/ent(erprise)?\b/.test(legacyId)) return 'enterprise';
  if (/business|biz/.test(legacyId)) return 'business';
  return /pro/.test(legacyId) ? 'pro' : 'free';
}
