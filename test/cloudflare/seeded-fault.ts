/** One fault at one call, both chosen by a seed, and which sections the call feeds. */
import type { ReadableSection } from '../../src/checks/snapshot.ts';
import { IMPLICATIONS } from '../../src/cloudflare/implied.ts';
import { READERS } from '../../src/cloudflare/readers.ts';
import type { CloudflareSandbox, Fault, RecordedCall } from '../sandbox/cloudflare/sandbox.ts';
import { discovered, operation } from '../sandbox/cloudflare/zones/build.ts';
import { ZONE } from './full-world.ts';

export type Choice = {
  name: string;
  /** The call it strikes, as `callId` names it. */
  call: string;
  times: number;
  /** What the sandbox does; a time-out is simulated where the request is sent. */
  fault: Fault | 'timeout';
  /** Not a fault but Cloudflare's word: what the plan lacks is taken for nothing, and may make a finding. */
  isWord?: boolean;
  /** Rows came or went: then the zone as it is afterwards is as true as it was before. */
  moves: boolean;
  /** Sections that may turn out otherwise; undefined where all may. */
  feeds: ReadableSection[] | undefined;
};

type Random = () => number;

/** mulberry32: small, fast, and the same everywhere. */
export function randomOf(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const pick = <T>(random: Random, list: readonly T[]): T => {
  const one = list[Math.floor(random() * list.length)];
  if (one === undefined) throw new Error('nothing to choose from');
  return one;
};

export const callId = ({ path, query }: Pick<RecordedCall, 'path' | 'query'>): string =>
  `${path}?${Object.entries(query)
    .map(([name, values]) => `${name}=${values.join(',')}`)
    .sort()
    .join('&')}`;

const THE_PLANS = '403 of the plan';
const ANSWERS: readonly [string, Fault | 'timeout'][] = [
  ['403', { status: 403, code: 10000, message: 'Authentication error' }],
  [THE_PLANS, { status: 403, code: 10403, message: 'not entitled' }],
  ['404', { status: 404, code: 7003, message: 'Could not route' }],
  ['429', { status: 429, code: 971, headers: { 'Retry-After': '30' } }],
  ['500', { status: 500, code: 1 }],
  ['502 in HTML', { html: 502 }],
  ['403 in HTML', { html: 403 }],
  ['200 in HTML', { html: 200 }],
  ['503', { status: 503, code: 2 }],
  ['time-out', 'timeout'],
  ['reset', { reset: true }],
  ['truncated', { truncated: true }],
];

export function choose(seed: number, calls: readonly RecordedCall[]): Choice {
  const random = randomOf(seed);
  const struck = pick(random, calls);
  const kind = random();
  const call = callId(struck);
  if (kind < 0.12) return { ...revocation(random), call, times: 1, moves: false };
  if (kind < 0.3) return { ...movement(random), call, times: 1, moves: true, feeds: undefined };
  const [name, fault] = pick(random, ANSWERS);
  const times = pick(random, [1, 2, Number.POSITIVE_INFINITY]);
  return {
    name: `${name} × ${times}`,
    isWord: name === THE_PLANS,
    call,
    times,
    fault,
    moves: false,
    feeds: heals(name, times, struck) ? [] : fedBy(struck),
  };
}

/** What passes by itself is asked for again, and leaves no trace; half of a refusal is taken for some proxy's. */
function heals(name: string, times: number, { status }: RecordedCall): boolean {
  if (/^40[34]/.test(name) || (name === 'truncated' && status !== 200)) return false;
  return times <= (name === 'time-out' ? 1 : 3);
}

const PERMISSIONS = [...new Set(Object.values(READERS).map(({ permission }) => permission))].sort();

function revocation(random: Random): Pick<Choice, 'name' | 'fault' | 'feeds'> {
  const permission = random() < 0.15 ? undefined : pick(random, PERMISSIONS);
  return {
    name: `${permission ?? 'the whole token'} revoked`,
    fault: { afterwards: (sandbox) => sandbox.revoke(sandbox.tokens.full, permission) },
    feeds: permission === undefined ? undefined : withDependents(revocable(permission)),
  };
}

function movement(random: Random): Pick<Choice, 'name' | 'fault'> {
  const list = pick(random, ['operations', 'discovered'] as const);
  const added = random() < 0.5;
  const at = random();
  const count = pick(random, [1, 2, 55]);
  return {
    name: `${count} ${list} ${added ? 'added' : 'deleted'}`,
    fault: { afterwards: (sandbox) => move(sandbox, list, added ? count : -count, at) },
  };
}

function move(sandbox: CloudflareSandbox, list: 'operations' | 'discovered', count: number, at: number): void {
  const shop = sandbox.zones[ZONE];
  if (!shop) return;
  const wheres = Array.from({ length: Math.max(0, count) }, (_, index) => `POST api.shop.example/v4/new-${index}`);
  const start = Math.floor(at * shop[list].length);
  if (list === 'operations')
    shop.operations.splice(start, Math.max(0, -count), ...wheres.map((where) => operation(where, [], null)));
  else shop.discovered.splice(start, Math.max(0, -count), ...wheres.map((where) => discovered(where, 3)));
}

const sectionsWhere = (test: (reader: (typeof READERS)[ReadableSection]) => boolean): ReadableSection[] =>
  (Object.keys(READERS) as ReadableSection[]).filter((name) => test(READERS[name]));

/** The list of tokens shows what this one may still do. */
const revocable = (permission: string) => [
  ...sectionsWhere((reader) => reader.permission === permission),
  'apiTokens' as const,
];

/** What cannot be told, or need not be asked, because of another section. */
const DEPENDENTS: { [K in ReadableSection]?: ReadableSection[] } = {
  authorities: ['mtlsHosts'],
  sessionIdentifiers: ['analytics'],
  zone: ['analytics'],
};
function withDependents(sections: ReadableSection[]): ReadableSection[] {
  const all = new Set(sections);
  // a set is walked on to what is added meanwhile
  for (const name of all) for (const dependent of dependentsOf(name)) all.add(dependent);
  return [...all];
}
const dependentsOf = (name: ReadableSection): ReadableSection[] => [
  ...(DEPENDENTS[name] ?? []),
  ...(Object.keys(IMPLICATIONS) as ReadableSection[]).filter((implied) => IMPLICATIONS[implied]?.from.includes(name)),
];

/** Calls that a section makes beyond the one its reader names. */
const FURTHER: readonly [RegExp, ReadableSection[]][] = [
  [/^\/zones\/[^/]+\/settings\//, ['tlsSettings']],
  [/\/phases\/http_request_transform\/entrypoint$/, ['urlNormalization']],
  [/vuln_scanner\/target_environments$/, ['bolaScans']],
  [/^\/accounts\/[^/]+\/rulesets\//, ['accountRulesets']],
  [/^\/zones\/[^/]+\/rulesets\/[0-9a-f]{32}$/, ['customRules', 'rateLimits']],
  [/alerting\/v3\//, ['alerts']],
];

export function fedBy({ path, route }: Pick<RecordedCall, 'path' | 'route'>): ReadableSection[] {
  const pattern = (route ?? '').replace('{zone_id}', '{zone}').replace('{account_id}', '{account}');
  const own = sectionsWhere((reader) => reader.path === pattern || reader.path === placed(pattern, path));
  const further = FURTHER.filter(([where]) => where.test(path)).flatMap(([, sections]) => sections);
  return withDependents([...own, ...further]);
}

/** A phase stands in a reader's path by its name. */
const placed = (pattern: string, path: string) => pattern.replace('{phase}', path.split('/').at(-2) ?? '');
