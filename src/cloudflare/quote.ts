import type { Check } from '../checks/check.ts';
import { checks } from '../checks/index.ts';
import type { Missing, ReadableSection } from '../checks/snapshot.ts';
import { CallFailed } from './call-failed.ts';
import type { CloudflareClient } from './client.ts';
import type { FoundZone } from './find-zone.ts';
import { type PlannedCalls, plannedCalls, scopeOf } from './plan-calls.ts';
import { placed, readingIn } from './read-section.ts';
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
  const refused = new Map<string, Missing>();

  await Promise.all(
    probed().map(async (name) => {
      try {
        totals[name] = await probe(client, zone, name, signal);
      } catch (error) {
        signal?.throwIfAborted();
        if (!(error instanceof CallFailed)) throw error;
        if (name === 'operations') throw problem(error, 'the list of saved operations', READERS[name].permission);
        refused.set(name, refusal(error, READERS[name]));
      }
    }),
  );

  const calls = plannedCalls(totals);
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

const NAMES = Object.keys(READERS) as ReadableSection[];
const kind = (name: ReadableSection) => `${scopeOf(READERS[name].path)} ${READERS[name].permission}`;

/** The first section of each kind of permission stands for the rest; discovery is asked too, for its count and its plan. */
function probed(): ReadableSection[] {
  const first = new Map<string, ReadableSection>([[kind('operations'), 'operations']]);
  for (const name of NAMES) if (!first.has(kind(name)) && name !== 'zone') first.set(kind(name), name);
  return [...new Set<ReadableSection>([...first.values(), 'discovery'])];
}

async function probe(client: CloudflareClient, zone: FoundZone, name: ReadableSection, signal?: AbortSignal) {
  const reader = READERS[name];
  const { path, query = {}, emptyCode } = reader;
  const asking = { client, zoneId: zone.id, accountId: zone.accountId, zone: { ...zone, plan: 'free' as const } };
  try {
    if (reader.reads === 'itself') {
      const reading = readingIn({ ...asking, now: new Date(), signal, section: () => Promise.reject() });
      await reader.probe(reading);
      return 0;
    }
    const answer = await client.get(placed(path, asking), {
      query: reader.reads === 'pages' ? { ...query, per_page: LEAST_PER_PAGE, page: 1 } : query,
      signal,
    });
    return answer.result_info?.total_count ?? 0;
  } catch (error) {
    if (error instanceof CallFailed && emptyCode !== undefined && error.codes.includes(emptyCode)) return 0;
    throw error;
  }
}

/** A missing permission closes every section that needs it; what the plan lacks is known of the asked section only. */
function unreadable(refused: ReadonlyMap<string, Missing>): Unreadable[] {
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
