import { CallFailed } from '../call-failed.ts';
import { at, type Row, word } from '../field.ts';
import type { Reading, SectionReader } from '../reader.ts';
import { LIMITS, readAnalytics } from './analytics.ts';

const AUDIT = '/accounts/{account}/logs/audit';
const AUDITED_DAYS = 30;
const AUDIT_PAGES = 3;
const DAY_MS = 86_400_000;
/** What the products are called is not documented; a name that merely sounds like it does no harm. */
const PRODUCTS = /ruleset|waf|firewall|rate.?limit|api.?(gateway|shield)|schema.?validation|token.?validation|jwt/i;

/** What Cloudflare itself has seen: traffic, its scanners' findings, who changed what. */
export const observedSections = {
  insights: {
    permission: 'Security Center Read',
    path: '/accounts/{account}/security-center/insights',
    query: { dismissed: false },
    reads: 'pages',
    perPage: 1000,
    within: 'issues',
    mostPages: 5,
    shape: (list, { zone }) => list.filter((insight) => isAbout(insight, zone)),
  },
  analytics: {
    permission: 'Analytics Read',
    path: '/graphql',
    reads: 'itself',
    read: readAnalytics,
    probe: ({ ask, zone }) => ask(LIMITS, { zone: zone.id }),
  },
  auditLog: {
    permission: 'Account Settings Read',
    path: AUDIT,
    reads: 'itself',
    read: readAuditLog,
    probe: ({ fromCursors, accountNow }) => fromCursors(AUDIT, audited(accountNow, 1), 1),
  },
} satisfies Record<string, SectionReader>;

/** One list for all zones of the account. Where it does not name the zone, the subject is a host of it. */
function isAbout(insight: Row, { id, name }: Reading['zone']): boolean {
  const zoneTag = word(at(insight, 'payload.zoneTag'));
  if (zoneTag !== undefined) return zoneTag === id;
  const host = (word(insight.subject) ?? '').toLowerCase();
  return host === name || host.endsWith(`.${name}`);
}

const audited = (now: Date, limit: number) => ({
  since: new Date(now.getTime() - AUDITED_DAYS * DAY_MS).toISOString(),
  before: now.toISOString(),
  limit,
  'action_type.not': 'view',
  direction: 'desc',
});

async function readAuditLog({ accountNow: now, zone, fromCursors }: Reading): Promise<Row> {
  const query = audited(now, 1000);
  const { since } = query;
  const log = await fromCursors(AUDIT, query, AUDIT_PAGES);
  const times = log.rows.map((row) => word(at(row, 'action.time')) ?? '');
  if (times.some((time) => Number.isNaN(Date.parse(time)))) throw garbage();
  const oldest = times.reduce((a, b) => (Date.parse(b) < Date.parse(a) ? b : a), now.toISOString());
  return {
    since: log.whole ? since : oldest,
    changes: log.rows
      .filter((row) => PRODUCTS.test(`${word(at(row, 'resource.product'))} ${word(at(row, 'resource.type'))}`))
      .filter((row) => (word(at(row, 'zone.id')) ?? zone.id) === zone.id)
      .map((row) => ({
        id: row.id,
        time: at(row, 'action.time'),
        action: at(row, 'action.type'),
        result: at(row, 'action.result'),
        product: at(row, 'resource.product'),
        resourceType: at(row, 'resource.type'),
        resourceId: at(row, 'resource.id'),
        zoneId: at(row, 'zone.id'),
        context: at(row, 'actor.context'),
      })),
  };
}

const garbage = () => new CallFailed('garbage', 'an entry of the audit log has no time', { status: 200 });
