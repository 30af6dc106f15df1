import { at, isRow, type Row, rows, strings, word } from '../field.ts';
import type { SectionReader } from '../reader.ts';
import { schemeAndHost, withoutSecrets } from '../secrets.ts';

/** Where events go, and who is told. */
export const loggingSections = {
  logpushZone: {
    permission: 'Logs Write',
    path: '/zones/{zone}/logpush/jobs',
    reads: 'all',
    shape: (list) => list.map(job),
  },
  logpushAccount: {
    permission: 'Logs Write',
    path: '/accounts/{account}/logpush/jobs',
    reads: 'all',
    shape: (list) => list.map(job),
  },
  alerts: {
    permission: 'Notifications Read',
    path: '/accounts/{account}/alerting/v3/policies',
    reads: 'all',
    furtherCalls: 2,
    shape: async (policies, { tryGet }) => {
      const [available, webhooks] = await Promise.all([
        tryGet('/accounts/{account}/alerting/v3/available_alerts'),
        tryGet('/accounts/{account}/alerting/v3/destinations/webhooks'),
      ]);
      return {
        policies: policies.map(policy),
        available: isRow(available) ? alertTypes(available) : undefined,
        webhooks: Array.isArray(webhooks) ? webhooks : undefined, // of their addresses the schema keeps nothing
      };
    },
  },
} satisfies Record<string, SectionReader>;

function job(row: Row): Row {
  const legacy = new URLSearchParams(word(row.logpullOptions) ?? '');
  const fieldNames = strings(at(row, 'outputOptions.fieldNames'));
  return {
    ...row,
    id: typeof row.id === 'number' ? String(row.id) : row.id,
    destination: schemeAndHost(word(row.destinationConf) ?? ''),
    fieldNames: fieldNames.length > 0 ? fieldNames : (legacy.get('fields')?.split(',') ?? []),
    sampleRate: at(row, 'outputOptions.sampleRate') ?? amount(legacy.get('sample')),
    errorMessage: withoutSecrets(word(row.errorMessage)),
  };
}

const amount = (text: string | null) => (text !== null && /^\d*\.?\d+$/.test(text) ? Number(text) : undefined);

function policy(row: Row): Row {
  const mechanisms = isRow(row.mechanisms) ? Object.values(row.mechanisms).flatMap(rows) : [];
  return {
    ...row,
    mechanisms: mechanisms.length,
    webhookIds: rows(at(row, 'mechanisms.webhooks')).flatMap(({ id }) => word(id) ?? []),
    zones: strings(at(row, 'filters.zones')),
    tokenIds: strings(at(row, 'filters.tokenId')),
  };
}

const alertTypes = (available: Row): string[] =>
  Object.values(available)
    .flatMap(rows)
    .flatMap(({ type }) => word(type) ?? []);
