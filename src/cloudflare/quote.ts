import type { Check } from '../checks/check.ts';
import { checks } from '../checks/index.ts';
import type { Missing, ReadableSection, Section, SectionValues } from '../checks/snapshot.ts';
import { CallFailed } from './call-failed.ts';
import type { CloudflareClient } from './client.ts';
import type { FoundZone } from './find-zone.ts';
import { IMPLICATIONS, type Known } from './implied.ts';
import { type PlannedCalls, plannedCalls, scopeOf } from './plan-calls.ts';
import { placed, readingIn, readSection, type Scope } from './read-section.ts';
import { READERS } from './readers.ts';
import { problem, refusal } from './refusal.ts';

/** What a reading will cost, and what it will not be able to say. */
export type Quote = {
  calls: PlannedCalls;
  /** Of Cloudflare's 1,200 calls in five minutes. */
  share: number;
  seconds: number;
  saved: number;
  /** Null where API Discovery cannot be read. */
  discovered: number | null;
  unreadable: Unreadable[];
};

type Unreadable = Missing & { section: ReadableSection; permission: string; checks: string[] };

const QUOTA = 1200;
const KEPT_FREE = 0.2;
const WINDOW_SECONDS = 300;
const CALLS_PER_SECOND = 12; // eight at a time, each about two thirds of a second
const LEAST_PER_PAGE = 5; // Cloudflare takes no smaller page of operations

/** Asks once for each kind of permission, with the smallest page there is, and counts from what the lists report. */
export async function quoteScan(client: CloudflareClient, zone: FoundZone, signal?: AbortSignal): Promise<Quote> {
  const totals: Partial<Record<ReadableSection, number>> = {};
  const refused = new Map<ReadableSection, Missing>();
  const implied = new Set<ReadableSection>();
  const scope = askingAbout(client, zone, signal, (name) => implied.add(name));
  const isTold = async (name: ReadableSection) => {
    const implication = IMPLICATIONS[name];
    // reading whole lists would cost what is to be quoted
    if (implication?.from.some((list) => list === 'operations' || list === 'dns')) return false;
    const told = await implication?.told(scope as Known);
    if (told) implied.add(name);
    if (told && told.state !== 'read' && told.state !== 'skipped') refused.set(name, told);
    return told !== undefined;
  };
  const plan = await scope.section('zone');
  if (plan.state === 'read') scope.zone = plan.value as SectionValues['zone'];

  await Promise.all(
    probed().map(async (name) => {
      if (READ.has(name)) {
        const section = await scope.section(name);
        if (section.state !== 'read' && section.state !== 'skipped') refused.set(name, section);
        return;
      }
      try {
        if (!(await isTold(name))) totals[name] = await probe(scope, name);
      } catch (error) {
        signal?.throwIfAborted();
        if (!(error instanceof CallFailed)) throw error;
        if (name === 'operations') throw problem(error, 'the list of saved operations', READERS[name].permission);
        refused.set(name, refusal(error, READERS[name]));
      }
    }),
  );
  await Promise.all(NAMES.map(isTold));

  const calls = plannedCalls(totals, implied, await furtherCalls(scope));
  const all = calls.zone + calls.account + calls.graphql;
  return {
    calls,
    share: all / QUOTA,
    seconds: Math.ceil(all / CALLS_PER_SECOND) + Math.floor(all / (QUOTA * (1 - KEPT_FREE))) * WINDOW_SECONDS,
    saved: totals.operations ?? 0,
    discovered: totals.discovery ?? null,
    unreadable: unreadable(refused),
  };
}

/** Short sections on which it depends what else is asked: they are read instead of being tried. */
const READ: ReadonlySet<ReadableSection> = new Set([
  'zone',
  'sessionIdentifiers',
  'jwtConfigs',
  'authorities',
  'mtlsHosts',
  'customRules',
]);

function askingAbout(
  client: CloudflareClient,
  zone: FoundZone,
  signal: AbortSignal | undefined,
  onImplied: Scope['onImplied'],
): Scope {
  const now = new Date();
  const started = new Map<ReadableSection, Promise<Section<unknown>>>();
  const scope: Scope = {
    client,
    zoneId: zone.id,
    accountId: zone.accountId,
    zone: { ...zone, plan: 'free', planName: null },
    now,
    accountNow: now,
    signal: signal ?? new AbortController().signal,
    certify: () => {},
    onTotal: () => {},
    isWhole: () => true,
    onImplied,
    section(name) {
      const section = started.get(name) ?? readSection(name, scope);
      started.set(name, section);
      return section;
    },
  };
  return scope;
}

/** One more for each authority of the account's own, and for each ruleset that the zone's custom rules execute. */
async function furtherCalls({ section }: Scope): Promise<Partial<Record<ReadableSection, number>>> {
  const [authorities, custom] = await Promise.all([section('authorities'), section('customRules')]);
  const own = authorities.state === 'read' ? (authorities.value as SectionValues['authorities']) : [];
  const rules = custom.state === 'read' ? (custom.value as SectionValues['customRules']).rules : [];
  const executed = rules.flatMap(({ action, actionParameters }) => (action === 'execute' ? actionParameters?.id : []));
  return { mtlsHosts: own.filter(({ ca }) => ca).length, customRules: new Set(executed).size };
}

const NAMES = Object.keys(READERS) as ReadableSection[];
const kind = (name: ReadableSection) => `${scopeOf(READERS[name].path)} ${READERS[name].permission}`;

/** The first section of each kind of permission stands for the rest; discovery is asked too, for its count and its plan. */
function probed(): ReadableSection[] {
  const first = new Map<string, ReadableSection>([[kind('operations'), 'operations']]);
  for (const name of NAMES) if (!first.has(kind(name))) first.set(kind(name), name);
  return [...new Set<ReadableSection>([...READ, ...first.values(), 'discovery'])];
}

async function probe(scope: Scope, name: ReadableSection): Promise<number> {
  const reader = READERS[name];
  const { path, query = {}, emptyCode } = reader;
  try {
    if (reader.reads === 'itself') {
      await reader.probe(readingIn(scope));
      return 0;
    }
    const answer = await scope.client.get(placed(path, scope), {
      query: reader.reads === 'pages' ? { ...query, per_page: LEAST_PER_PAGE, page: 1 } : query,
      signal: scope.signal,
    });
    return answer.result_info?.total_count ?? 0;
  } catch (error) {
    if (error instanceof CallFailed && emptyCode !== undefined && error.codes.includes(emptyCode)) return 0;
    throw error;
  }
}

/** A missing permission closes every section that needs it; what the plan lacks is known of the asked section only. */
function unreadable(refused: ReadonlyMap<ReadableSection, Missing>): Unreadable[] {
  return NAMES.flatMap((section) => {
    const standIn = probed().find((name) => kind(name) === kind(section));
    const own = refused.get(section);
    const shared = standIn === undefined ? undefined : refused.get(standIn);
    const missing = own ?? (shared?.state === 'no_permission' ? shared : undefined);
    if (!missing) return [];
    return [{ ...missing, section, permission: READERS[section].permission, checks: needing(checks, section) }];
  });
}

const needing = (all: readonly Check[], section: ReadableSection): string[] =>
  all.filter(({ needs, uses }) => ([...needs, ...uses] as string[]).includes(section)).map(({ id }) => id);

/** The permissions a token lacks, each once, with the checks that cannot say anything without it. */
export function missingPermissions({ unreadable: list }: Quote): { permission: string; checks: string[] }[] {
  const missing = new Map<string, Set<string>>();
  for (const { state, permission, checks: unasked } of list) {
    if (state !== 'no_permission') continue;
    missing.set(permission, new Set([...(missing.get(permission) ?? []), ...unasked]));
  }
  return [...missing].map(([permission, unasked]) => ({ permission, checks: [...unasked].sort() }));
}
