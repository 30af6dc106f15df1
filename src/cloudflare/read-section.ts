import { sendPassword } from '../checks/logins.ts';
import {
  type Certificate,
  type Missing,
  type ReadableSection,
  SECTION_SCHEMAS,
  type Section,
  type SectionValues,
} from '../checks/snapshot.ts';
import { CallFailed } from './call-failed.ts';
import type { CloudflareClient } from './client.ts';
import { camel, isRow, type Row, rows } from './field.ts';
import { IMPLICATIONS, type Known } from './implied.ts';
import { readPages } from './page.ts';
import type { Reading, SectionReader } from './reader.ts';
import { READERS } from './readers.ts';
import { refusal } from './refusal.ts';
import { understood } from './understood.ts';

/** What is asked with, and about what. */
export type Asking = {
  client: CloudflareClient;
  zoneId: string;
  accountId: string;
  zone: Reading['zone'];
  now: Date;
  /** The moment of questions about the account, which several zones may share. */
  accountNow: Date;
  signal: AbortSignal | undefined;
};

export type Scope = Asking & {
  signal: AbortSignal;
  certify(certificate: Certificate): void;
  onTotal(section: ReadableSection, total: number): void;
  /** Whether all rows of a list that was read came and were understood. */
  isWhole(name: ReadableSection): boolean;
  /** Told of each section that another answer made it needless to ask for. */
  onImplied(name: ReadableSection): void;
  /** Another section, read once for all that ask. */
  section(name: ReadableSection): Promise<Section<unknown>>;
};

/** One section: a value that checks know, or why there is none. Throws only what is no refusal. */
export async function readSection(name: ReadableSection, scope: Scope): Promise<Section<unknown>> {
  try {
    const implied = await IMPLICATIONS[name]?.told(scope as Known);
    if (implied) {
      scope.onImplied(name);
      return implied;
    }
    const value = await readValue(name, scope);
    const detail = READERS[name].lacks?.(value);
    return { state: 'read', value, ...(detail === undefined ? {} : { detail }) };
  } catch (error) {
    scope.signal.throwIfAborted();
    if (error instanceof CallFailed) return refusal(error, READERS[name]);
    if (error instanceof NeededSection) return error.missing;
    throw error;
  }
}

/** The same where nothing can be said without it: a failed call is thrown as it is. */
export async function readValue(name: ReadableSection, scope: Scope): Promise<unknown> {
  const reader = READERS[name];
  const reading = readingIn(scope);
  const { answer, certificate, strange = 0 } = await shaped(name, reader, reading, scope);
  if (strange > 0 && !BY_ROW.has(name)) throw garbage();
  const { value, left } = understood(SECTION_SCHEMAS[name], answer, { byRow: BY_ROW.has(name) });
  if (left + strange > 0) scope.certify(without(left + strange, name, value, certificate));
  else if (certificate) scope.certify(certificate);
  return value;
}

/** Lists of which a part is worth something; each check and control knows that the rest is missing. */
const BY_ROW: ReadonlySet<ReadableSection> = new Set<ReadableSection>([
  'operations',
  'discovery',
  'labels',
  'schemas',
  'jwtConfigs',
  'jwtRules',
  'dns',
  'logpushZone',
  'logpushAccount',
  'clientCertificates',
  'accessApps',
  'accessPolicies',
  'serviceTokens',
  'accessCertificates',
  'apiTokens',
  'bolaScans',
  'ipAccessRules',
  'insights',
]);

/** A list of which some rows were not understood was not read whole. */
function without(left: number, list: string, value: unknown, certificate: Certificate | undefined): Certificate {
  const rows = Array.isArray(value) ? value.length : 0;
  const whole = certificate ?? { list, pages: 1, rows, reported: rows + left, duplicates: 0, drift: 0 };
  return { ...whole, rows, complete: false };
}

/** `strange` counts what stood in a list and was no object. */
type Shaped = { answer: unknown; certificate?: Certificate; strange?: number };

async function shaped(name: ReadableSection, reader: SectionReader, reading: Reading, scope: Scope): Promise<Shaped> {
  const { path, query = {}, emptyCode } = reader;
  switch (reader.reads) {
    case 'one':
      return {
        answer: await reader.shape(
          await reading.get(path, { query, ...(emptyCode === undefined ? {} : { emptyCode }) }),
          reading,
        ),
      };
    case 'all': {
      const { list, strange } = objectsOf(await wholeList(path, scope));
      return { answer: await reader.shape(list, reading), strange };
    }
    case 'pages': {
      const { rows, certificate } = await readPages(
        scope.client,
        {
          name,
          path: placed(path, scope),
          query,
          perPage: reader.perPage,
          within: reader.within,
          mostPages: reader.mostPages,
          onTotal: (n) => scope.onTotal(name, n),
        },
        { signal: scope.signal },
      );
      const { list, strange } = objectsOf(rows);
      return { answer: await reader.shape(list, reading), certificate, strange };
    }
    case 'itself':
      return { answer: await reader.read(reading) };
  }
}

export function readingIn(scope: Asking & Pick<Scope, 'section'>): Reading {
  const { client, signal } = scope;
  const answer = async (path: string, query = {}) =>
    camel((await client.get(placed(path, scope), { query, signal })).result);
  const get: Reading['get'] = async (path, { query = {}, emptyCode } = {}) => {
    try {
      const result = await answer(path, query);
      if (!isRow(result)) throw garbage();
      return result;
    } catch (error) {
      if (emptyCode !== undefined && error instanceof CallFailed && error.codes.includes(emptyCode)) return {};
      throw error;
    }
  };
  return {
    zone: scope.zone,
    now: scope.now,
    accountNow: scope.accountNow,
    get,

    async getIfAllowed(path, emptyCode) {
      try {
        return await get(path, { emptyCode });
      } catch (error) {
        if (error instanceof CallFailed && (error.status === 403 || error.status === 404)) return undefined;
        throw error;
      }
    },

    async actsOn(field) {
      const phases = await Promise.all([scope.section('customRules'), scope.section('rateLimits')]);
      return phases.some((phase) => phase.state === 'read' && rulesOf(phase.value).some((rule) => names(rule, field)));
    },

    async takesPasswords() {
      const lists = await Promise.all([scope.section('operations'), scope.section('discovery')]);
      return lists.some((list) =>
        list.state === 'read' ? sendPassword(list.value as SectionValues['operations']) : list.state !== 'not_entitled',
      );
    },

    async list(path, perPage) {
      const { rows, certificate } = await readPages(
        client,
        { name: path, path: placed(path, scope), perPage },
        { signal },
      );
      if (!certificate.complete) throw new CallFailed('garbage', 'the list changed while it was read', { status: 200 });
      return camelRows(rows);
    },

    async fromCursors(path, query, mostPages) {
      const rows: Row[] = [];
      let cursor: string | undefined;
      for (let page = 0; page < mostPages; page += 1) {
        const { result, result_info: info } = await client.get(placed(path, scope), {
          query: { ...query, ...(cursor === undefined ? {} : { cursor }) },
          signal,
        });
        rows.push(...camelRows(result ?? []));
        const next = info?.cursors?.after ?? info?.cursor ?? '';
        if (next === '' || next === cursor) return { rows, whole: true };
        cursor = next;
      }
      return { rows, whole: false };
    },

    ask: (document, variables) => client.query(document, variables, { signal }),

    async tryGet(path) {
      try {
        return await answer(path);
      } catch (error) {
        if (error instanceof CallFailed) return undefined;
        throw error;
      }
    },

    async authorities() {
      const section = await scope.section('authorities');
      if (section.state === 'not_entitled') return [];
      if (section.state !== 'read') throw new NeededSection(section);
      return Array.isArray(section.value) ? camelRows(section.value) : [];
    },

    async hasApiShield() {
      return (await scope.section('sessionIdentifiers')).state === 'read';
    },
  };
}

/** Of an entry point, and of the rulesets it executes. */
function rulesOf(phase: unknown): Row[] {
  if (!isRow(phase)) return [];
  return [...rows(phase.rules), ...rows(phase.nested).flatMap((ruleset) => rows(ruleset.rules))];
}

const names = ({ enabled, expression }: Row, field: string): boolean =>
  enabled !== false && typeof expression === 'string' && expression.includes(field);

/** Lists that Cloudflare does not page. Should one ever come in pages, the first is not passed off as all. */
async function wholeList(path: string, scope: Scope): Promise<unknown[]> {
  const { result, result_info: info } = await scope.client.get(placed(path, scope), { signal: scope.signal });
  const list = result ?? [];
  if (!Array.isArray(list)) throw garbage();
  if ((info?.total_pages ?? 1) > 1 || (info?.total_count ?? 0) > list.length) {
    throw new CallFailed('garbage', 'only a part of the list came', { status: 200 });
  }
  return list;
}

function camelRows(value: unknown): Row[] {
  if (!Array.isArray(value) || !value.every(isRow)) throw garbage();
  return objectsOf(value).list;
}

function objectsOf(rows: readonly unknown[]): { list: Row[]; strange: number } {
  const list = rows
    .filter(isRow)
    .map((row) => camel(row))
    .filter(isRow);
  return { list, strange: rows.length - list.length };
}

const garbage = () => new CallFailed('garbage', 'the answer has not the form it should have', { status: 200 });

export const placed = (path: string, { zoneId, accountId }: Pick<Asking, 'zoneId' | 'accountId'>) =>
  path.replace('{zone}', encodeURIComponent(zoneId)).replace('{account}', encodeURIComponent(accountId));

/** One section cannot be read without another, and that one has no value. */
class NeededSection extends Error {
  readonly missing: Missing;

  constructor(missing: Missing) {
    super(missing.detail);
    this.missing = missing;
  }
}
