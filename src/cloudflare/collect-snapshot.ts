import {
  type Certificate,
  type ReadableSection,
  SECTION_SCHEMAS,
  SECTIONS,
  type Section,
  type SectionName,
  type Sections,
  type SectionValues,
  type Snapshot,
} from '../checks/snapshot.ts';
import { type AccountFacts, borrowFacts } from './account-facts.ts';
import { CallFailed } from './call-failed.ts';
import type { CloudflareClient } from './client.ts';
import { metered } from './metered.ts';
import { plannedCalls } from './plan-calls.ts';
import { type Facts, factsOf, type Progress } from './progress.ts';
import { readSection, readValue, type Scope } from './read-section.ts';
import { READERS } from './readers.ts';
import { problem } from './refusal.ts';

export type CollectOptions = {
  zoneId: string;
  signal?: AbortSignal | undefined;
  now?: () => Date;
  /** Calls the quote predicted, for the record; counted here when nobody asked for a quote. */
  planned?: number;
  onProgress?: (progress: Progress) => void;
  /** Nothing is sent for so long, to stay within Cloudflare's budget. */
  onWait?: (ms: number) => void;
  /** What zones of one account share; without it, what those share that are read at the same time. */
  accountFacts?: AccountFacts;
};

/**
 * Reads every section a check needs. A refusal becomes the reason why a section has no value; without the zone or its
 * operations there is nothing to review, so those failures are thrown as a `CloudflareProblem`.
 */
export async function collectSnapshot(client: CloudflareClient, options: CollectOptions): Promise<Snapshot> {
  const { zoneId, signal, now = () => new Date(), onProgress, onWait } = options;
  const taken = now();
  const takenAt = taken.toISOString();
  const borrowed = borrowFacts(client.credential, taken);
  const shared = options.accountFacts ?? borrowed.facts;
  const { client: counted, calls } = metered(client, onWait);
  const stop = new AbortController();
  const certificates: Certificate[] = [];
  const totals: Partial<Record<ReadableSection, number>> = {};
  const started = new Map<ReadableSection, Promise<Section<unknown>>>();
  const implied = new Set<ReadableSection>();
  const facts: Facts = { unread: 0 };
  let done = 0;

  const scope: Scope = {
    client: shared.through(counted),
    zoneId,
    accountId: '',
    zone: { id: zoneId, name: '', plan: 'free', planName: null },
    now: taken,
    accountNow: shared.asOf,
    signal: signal ? AbortSignal.any([signal, stop.signal]) : stop.signal,
    certify: (certificate) => certificates.push(certificate),
    onImplied: (name) => implied.add(name),
    isWhole: (name) => certificates.every(({ list, complete }) => list !== name || complete),
    onTotal(name, total) {
      totals[name] = total;
      Object.assign(
        facts,
        name === 'operations' ? { saved: total } : name === 'discovery' ? { discovered: total } : {},
      );
      report(name);
    },
    section(name) {
      const section = started.get(name) ?? finish(name, read(name));
      started.set(name, section);
      return section;
    },
  };

  const report = (section: ReadableSection) =>
    onProgress?.({ done, total: READABLE.length, section, facts: { ...facts } });

  async function finish(name: ReadableSection, reading: Promise<Section<unknown>>): Promise<Section<unknown>> {
    const section = await reading;
    done += 1;
    if (section.state === 'read') Object.assign(facts, factsOf(name, section.value));
    else if (section.state === 'no_permission' || section.state === 'failed') facts.unread += 1;
    report(name);
    return section;
  }

  const read = (name: ReadableSection) =>
    name === 'operations' ? essential(name, 'the list of saved operations', scope) : readSection(name, scope);

  try {
    const zone = await finish('zone', essential('zone', 'the zone', scope));
    started.set('zone', Promise.resolve(zone));
    const header = headerOf(zone, zoneId);
    scope.accountId = header.account.id;
    scope.zone = { ...header.zone, planName: (zone as { value: SectionValues['zone'] }).value.planName };
    // all are started in order; the client sends a few at a time, first come first served
    await Promise.all(READABLE.map((name) => scope.section(name)));
    const sections = await inOrder(started);
    const planned = plannedCalls(totals, implied);
    return {
      version: 1,
      takenAt,
      ...header,
      calls: { planned: options.planned ?? planned.zone + planned.account + planned.graphql, ...calls },
      certificates: certificates.sort((a, b) => place(a.list) - place(b.list)),
      sections,
    };
  } catch (error) {
    stop.abort();
    signal?.throwIfAborted();
    throw error;
  } finally {
    borrowed.giveBack();
  }
}

/** What others wait for, then the most telling, so that a reading that is cut short has seen what matters most. */
const FIRST: readonly ReadableSection[] = [
  'sessionIdentifiers',
  'operations',
  'discovery',
  'rateLimits',
  'customRules',
  'jwtConfigs',
  'authorities',
  'mtlsHosts',
];
const READABLE: readonly ReadableSection[] = [
  ...new Set([...FIRST, ...(Object.keys(SECTION_SCHEMAS) as ReadableSection[])]),
];

const place = (list: string) => (SECTIONS as readonly string[]).indexOf(list);

async function essential(name: ReadableSection, what: string, scope: Scope): Promise<Section<unknown>> {
  try {
    return { state: 'read', value: await readValue(name, scope) };
  } catch (error) {
    scope.signal.throwIfAborted();
    throw error instanceof CallFailed ? problem(error, what, READERS[name].permission) : error;
  }
}

/** The id is the one asked for, whatever the answer calls itself: rows of the account are told apart by it. */
function headerOf(zone: Section<unknown>, id: string): Pick<Snapshot, 'zone' | 'account'> {
  const { name, plan, accountId } = (zone as { value: SectionValues['zone'] }).value;
  return { zone: { id, name, plan }, account: { id: accountId } };
}

async function inOrder(started: ReadonlyMap<SectionName, Promise<Section<unknown>>>): Promise<Sections> {
  const sections: Partial<Record<SectionName, Section<unknown>>> = {};
  for (const name of SECTIONS) {
    sections[name] = (await started.get(name)) ?? { state: 'skipped', detail: 'not asked for' };
  }
  return sections as Sections; // every value was parsed with the schema of its name
}
