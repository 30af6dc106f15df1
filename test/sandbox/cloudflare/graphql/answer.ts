import type { ZoneState } from '../state.ts';
import { DATASETS, type DataRow, type Dataset } from './datasets.ts';
import type { Field } from './parse.ts';

/** Answers one dataset field of a zone: filters, groups by the dimensions asked for, orders, limits. */
const MOST_ROWS = 10_000;

export class GraphqlError extends Error {}

export function answerDataset(field: Field, zone: ZoneState, now: number): unknown[] {
  const dataset = DATASETS[field.name];
  if (!dataset) throw new GraphqlError(`unknown field "${field.name}"`);
  if (!dataset.available(zone)) throw new GraphqlError(`zone '${zone.id}' does not have access to the path`);
  const filter = (field.args.filter ?? {}) as Record<string, unknown>;
  refuseOld(filter, dataset.lookback(zone), now);
  refuseLong(filter, dataset.duration(zone), now);

  const wanted = field.fields.find(({ name }) => name === 'dimensions')?.fields ?? [];
  const unknown = wanted.find(({ name }) => !dataset.dimensions.includes(name));
  if (unknown) throw new GraphqlError(`unknown field "${unknown.name}"`);

  const groups = group(
    dataset.rows(zone).filter((row) => passes(row, filter, dataset)),
    wanted,
  );
  const limit = typeof field.args.limit === 'number' ? field.args.limit : 100;
  if (limit > MOST_ROWS) throw new GraphqlError(`limit must be positive number and not greater than ${MOST_ROWS}`);
  return groups
    .sort((a, b) => b.count - a.count)
    .slice(0, limit)
    .map((row) => shape(row, field));
}

export function settingsOf(field: Field, zone: ZoneState): Record<string, unknown> {
  const entries = field.fields.map(({ alias, name }) => {
    const dataset = DATASETS[name];
    if (!dataset) throw new GraphqlError(`unknown field "${name}"`);
    const notOlderThan = dataset.lookback(zone);
    const limits = {
      maxDuration: dataset.duration(zone),
      maxNumberOfFields: 30,
      maxPageSize: MOST_ROWS,
      notOlderThan,
    };
    return [alias, { enabled: dataset.available(zone), ...limits }];
  });
  return Object.fromEntries(entries) as Record<string, unknown>;
}

function refuseOld(filter: Record<string, unknown>, lookback: number, now: number): void {
  const from = filter.datetime_geq ?? filter.datetime_gt;
  if (typeof from === 'string' && Date.parse(from) < now - (lookback + 60) * 1000) {
    throw new GraphqlError(`cannot request data older than ${lookback}s`);
  }
}

function refuseLong(filter: Record<string, unknown>, duration: number, now: number): void {
  const from = filter.datetime_geq ?? filter.datetime_gt;
  if (typeof from !== 'string') return;
  const until = filter.datetime_lt ?? filter.datetime_leq;
  const seconds = ((typeof until === 'string' ? Date.parse(until) : now) - Date.parse(from)) / 1000;
  if (seconds > duration + 60) throw new GraphqlError(`cannot request a time range wider than ${duration}s`);
}

function passes(row: DataRow, filter: Record<string, unknown>, dataset: Dataset): boolean {
  return Object.entries(filter).every(([key, wanted]) => {
    if (key === 'AND') return (wanted as Record<string, unknown>[]).every((one) => passes(row, one, dataset));
    if (/^(datetime|date)(_|$)/.test(key)) return row.at === undefined || isWithin(row.at, key, String(wanted));
    const [, name = '', operator = ''] = /^(\w+?)(?:_(neq|in|hasany))?$/.exec(key) ?? [];
    if (!dataset.dimensions.includes(name)) throw new GraphqlError(`unknown arg ${key}`);
    const value = row.dimensions[name];
    if (operator === 'neq') return value !== wanted;
    if (operator === 'in') return (wanted as unknown[]).includes(value);
    if (operator === 'hasany') return (wanted as unknown[]).some((one) => (value as unknown[]).includes(one));
    return String(value).toLowerCase() === String(wanted).toLowerCase();
  });
}

function isWithin(at: number, key: string, limit: string): boolean {
  const moment = Date.parse(limit);
  if (key.endsWith('_geq')) return at >= moment;
  if (key.endsWith('_lt')) return at < moment;
  return key.endsWith('_gt') ? at > moment : at <= moment;
}

function group(rows: DataRow[], wanted: Field[]): DataRow[] {
  const groups = new Map<string, DataRow>();
  for (const { count, dimensions } of rows) {
    const chosen = Object.fromEntries(wanted.map(({ alias, name }) => [alias, dimensions[name]]));
    const key = JSON.stringify(chosen);
    const before = groups.get(key)?.count ?? 0;
    groups.set(key, { count: before + count, dimensions: chosen });
  }
  return [...groups.values()];
}

function shape(row: DataRow, field: Field): Record<string, unknown> {
  const made = field.fields.map(({ alias, name, fields }) => {
    if (name === 'count') return [alias, row.count];
    if (name === 'dimensions') return [alias, row.dimensions];
    if (name === 'avg') return [alias, Object.fromEntries(fields.map((one) => [one.alias, 1]))];
    throw new GraphqlError(`unknown field "${name}"`);
  });
  return Object.fromEntries(made) as Record<string, unknown>;
}
