/** What changed at Cloudflare between two reviews of one zone. Only what was read whole both times is compared. */
import { z } from 'zod';
import type { Rule } from '../checks/sections/rules.ts';
import type { ReadableSection, Section, SectionValues, Snapshot } from '../checks/snapshot.ts';

const THINGS = [
  'rule',
  'endpoint',
  'shadow endpoint',
  'schema',
  'token configuration',
  'token validation rule',
  'sequence rule',
  'Logpush job',
  'alert',
  'client certificate',
  'Access application',
  'service token',
  'API token',
  'address rule',
  'DNS record',
  'session identifier',
  'setting',
] as const;
type Thing = (typeof THINGS)[number];

const Change = z.object({
  what: z.enum(THINGS),
  how: z.enum(['added', 'removed', 'changed']),
  name: z.string(),
  /** Where one word says it: an action, whether it is on, the value of a setting. */
  from: z.string().nullable(),
  to: z.string().nullable(),
  /** The last entry of the audit log about exactly this thing since the reading before; not told of older changes. */
  seen: z.object({ at: z.string(), through: z.string().nullable() }).optional(),
});
export type Change = z.infer<typeof Change>;

export const Changes = z.object({
  since: z.object({ name: z.string(), takenAt: z.iso.datetime() }),
  counts: z.array(z.object({ what: z.enum(THINGS), added: z.int(), removed: z.int(), changed: z.int() })),
  /** The first of them, most telling first. */
  shown: z.array(Change),
  /** Sections that could not be compared, since one of the two was not read, or not whole. */
  notCompared: z.array(z.string()),
});
export type Changes = z.infer<typeof Changes>;

const SHOWN = 5;
const LONGEST = 200;

/** A pure function of two snapshots of one zone. */
export function compareSnapshots(before: Snapshot, after: Snapshot): Omit<Changes, 'since'> {
  const changes: Change[] = [];
  const witness = witnessOf(before, after);
  const notCompared: string[] = [];
  for (const [name, look] of Object.entries(LOOKS) as [ReadableSection, Look<unknown>][]) {
    const [was, is] = [whole(before, name), whole(after, name)];
    if (was && is) changes.push(...differences(look, look.rows(was.value), look.rows(is.value), witness));
    else if (isOpenQuestion(before.sections[name]) || isOpenQuestion(after.sections[name]) || was || is)
      notCompared.push(name);
  }
  const counts = THINGS.map((what) => {
    const of = (how: Change['how']) => changes.filter((change) => change.what === what && change.how === how).length;
    return { what, added: of('added'), removed: of('removed'), changed: of('changed') };
  }).filter(({ added, removed, changed }) => added + removed + changed > 0);
  const telling = changes.toSorted((a, b) => weight(a) - weight(b));
  return { counts, shown: telling.slice(0, SHOWN), notCompared };
}

type Witness = (id: string) => NonNullable<Change['seen']> | undefined;

/** Only an entry that names the very object is a witness: one of its neighbours proves nothing. */
function witnessOf(before: Snapshot, after: Snapshot): Witness {
  const log = after.sections.auditLog;
  if (log.state !== 'read') return () => undefined;
  const seen = new Map<string, NonNullable<Change['seen']>>();
  for (const { time, resourceId, result, context } of log.value.changes) {
    const at = Date.parse(time);
    if (!resourceId || (result !== null && result !== 'success') || !(at > Date.parse(before.takenAt))) continue;
    const known = seen.get(resourceId);
    if (!known || at > Date.parse(known.at)) seen.set(resourceId, { at: time, through: context });
  }
  return (id) => seen.get(id);
}

/** A part of a list is no proof that what is missing in it is gone. */
function whole(snapshot: Snapshot, name: ReadableSection): { value: unknown } | undefined {
  const section: Section<unknown> = snapshot.sections[name];
  const torn = snapshot.certificates.some(({ list, complete }) => list === name && !complete);
  return section.state === 'read' && !torn ? section : undefined;
}

const isOpenQuestion = ({ state }: Section<unknown>) => state === 'failed' || state === 'no_permission';

/** What went from one word to another says most; then what is gone. */
const weight = ({ how, from, what }: Change): number =>
  (how === 'changed' ? (from === null ? 2 : 0) : how === 'removed' ? 1 : 3) * THINGS.length + THINGS.indexOf(what);

interface Row {
  /** What makes it the same thing as before. */
  key: string;
  /** What Cloudflare's audit log calls it, where that is not its key. */
  id?: string | null;
  name: string;
  /** What of it one word says, if that changed. */
  words: readonly (string | null)[];
  /** Undefined where it was not told, which is no other value. */
  facts: unknown;
}
interface Look<V> {
  what: Thing;
  rows(value: V): Row[];
}

function differences(
  { what }: Look<unknown>,
  before: readonly Row[],
  after: readonly Row[],
  witness: Witness,
): Change[] {
  const was = new Map(before.map((row) => [row.key, row]));
  const is = new Map(after.map((row) => [row.key, row]));
  const told = (row: Row, how: Change['how'], from: string | null = null, to: string | null = null): Change => {
    const seen = witness(row.id ?? row.key);
    return {
      what,
      how,
      name: row.name.slice(0, LONGEST),
      from: from?.slice(0, LONGEST) ?? null,
      to: to?.slice(0, LONGEST) ?? null,
      ...(seen && { seen }),
    };
  };
  return [
    ...[...was.values()].filter(({ key }) => !is.has(key)).map((row) => told(row, 'removed')),
    ...[...is.values()].flatMap((row) => {
      const old = was.get(row.key);
      if (!old) return [told(row, 'added')];
      if (old.facts === undefined || row.facts === undefined) return [];
      if (JSON.stringify(old.facts) === JSON.stringify(row.facts)) return [];
      const at = row.words.findIndex((word, index) => word !== old.words[index]);
      return [
        told(row, 'changed', at < 0 ? null : (old.words[at] ?? 'none'), at < 0 ? null : (row.words[at] ?? 'none')),
      ];
    }),
  ];
}

const onOff = (enabled: boolean | null) => (enabled === false ? 'off' : 'on');

/** Moves of their own accord, or with every change of something else. */
const RESTLESS = new Set([
  'version',
  'lastUpdated',
  'modifiedOn',
  'lastUsedOn',
  'lastSeenAt',
  'lastComplete',
  'lastError',
  'errorMessage',
]);
const settled = (row: object) => Object.entries(row).filter(([name]) => !RESTLESS.has(name));

const named =
  <R extends object>(
    key: (row: R) => string,
    name: (row: R) => string | null,
    words: (row: R) => (string | null)[] = () => [],
  ) =>
  (rows: readonly R[]): Row[] =>
    rows.map((row) => ({
      key: key(row),
      id: 'id' in row && typeof row.id === 'string' ? row.id : null,
      name: name(row) || key(row),
      words: words(row),
      facts: settled(row),
    }));

const ruleRows = named<Rule>(
  ({ ref, id }) => ref ?? id,
  ({ ref, id }) => ref ?? id,
  ({ action, enabled }) => [onOff(enabled), action],
);
const phaseRows = ({ rules, nested }: SectionValues['customRules']): Row[] =>
  ruleRows([...rules, ...nested.flatMap((each) => each.rules)]);

/** A setting is a row of its own, whose value is its word. */
const settings = (value: object): Row[] =>
  Object.entries(value).map(([name, held]) => {
    const word = held === null || typeof held === 'object' ? null : String(held);
    return {
      key: name,
      name: name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`),
      words: [word],
      facts: held,
    };
  });

/** The same where nothing is a value: null is what was not asked, or not answered. */
const toldSettings = (value: object): Row[] =>
  settings(value).map((row) => (row.facts === null ? { ...row, facts: undefined } : row));

type Endpoint = { method: string; host: string; endpoint: string };
const where = ({ method, host, endpoint }: Endpoint) => `${method} ${host}${endpoint}`;
const existing = (list: readonly Endpoint[]): Row[] =>
  list.map((each) => ({ key: where(each), name: where(each), words: [], facts: null }));

const LOOKS: { [K in ReadableSection]?: Look<SectionValues[K]> } = {
  customRules: { what: 'rule', rows: phaseRows },
  rateLimits: { what: 'rule', rows: phaseRows },
  managedRules: { what: 'rule', rows: phaseRows },
  accountRulesets: {
    what: 'rule',
    rows: ({ custom, rateLimits, managed }) => [custom, rateLimits, managed].flatMap(phaseRows),
  },
  operations: { what: 'endpoint', rows: existing },
  discovery: { what: 'shadow endpoint', rows: (list) => existing(list.filter(({ state }) => state === 'review')) },
  schemas: {
    what: 'schema',
    rows: named(
      ({ schemaId }) => schemaId,
      ({ name }) => name,
      ({ validationEnabled }) => [onOff(validationEnabled)],
    ),
  },
  jwtConfigs: {
    what: 'token configuration',
    rows: named(
      ({ id }) => id,
      ({ title }) => title,
    ),
  },
  jwtRules: {
    what: 'token validation rule',
    rows: named(
      ({ id }) => id,
      ({ title }) => title,
      ({ enabled, action }) => [onOff(enabled), action],
    ),
  },
  sequenceRules: {
    what: 'sequence rule',
    rows: named(
      ({ id }) => id,
      () => null,
      ({ action }) => [action],
    ),
  },
  logpushZone: {
    what: 'Logpush job',
    rows: named(
      ({ id }) => id,
      ({ name }) => name,
      ({ enabled }) => [onOff(enabled ?? false)],
    ),
  },
  logpushAccount: {
    what: 'Logpush job',
    rows: named(
      ({ id }) => id,
      ({ name }) => name,
      ({ enabled }) => [onOff(enabled ?? false)],
    ),
  },
  alerts: {
    what: 'alert',
    rows: ({ policies }) =>
      named<(typeof policies)[number]>(
        ({ id }) => id,
        ({ name }) => name,
        ({ enabled }) => [onOff(enabled)],
      )(policies),
  },
  clientCertificates: {
    what: 'client certificate',
    rows: named(
      ({ id }) => id,
      ({ commonName }) => commonName,
      ({ status }) => [status],
    ),
  },
  accessApps: {
    what: 'Access application',
    rows: named(
      ({ id }) => id,
      ({ name }) => name,
    ),
  },
  serviceTokens: {
    what: 'service token',
    rows: named(
      ({ id }) => id,
      ({ name }) => name,
      ({ enabled, expiresAt }) => [onOff(enabled), expiresAt],
    ),
  },
  apiTokens: {
    what: 'API token',
    rows: named(
      ({ id }) => id,
      ({ name }) => name,
      ({ status, expiresOn }) => [status, expiresOn],
    ),
  },
  ipAccessRules: {
    what: 'address rule',
    rows: named(
      ({ id }) => id,
      ({ value }) => value,
      ({ mode }) => [mode],
    ),
  },
  dns: {
    what: 'DNS record',
    rows: named(
      ({ id, name, type }) => id ?? `${type} ${name}`,
      ({ name }) => name,
    ),
  },
  sessionIdentifiers: {
    what: 'session identifier',
    rows: named(
      ({ name, type }) => `${type} ${name}`,
      ({ name }) => name,
    ),
  },
  schemaSettings: { what: 'setting', rows: settings },
  leakedCredentials: { what: 'setting', rows: settings },
  bots: { what: 'setting', rows: settings },
  tlsSettings: { what: 'setting', rows: settings },
  urlNormalization: { what: 'setting', rows: toldSettings },
  originTls: { what: 'setting', rows: toldSettings },
};
