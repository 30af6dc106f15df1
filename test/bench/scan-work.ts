/** One measurement in a process of its own, so that its memory is only what it needs itself. */
import type { Section, Snapshot } from '../../src/checks/snapshot.ts';
import { accountFacts } from '../../src/cloudflare/account-facts.ts';
import { cloudflareClient } from '../../src/cloudflare/client.ts';
import { collectSnapshot } from '../../src/cloudflare/collect-snapshot.ts';
import { assess, scanReport } from '../../src/remediation/report.ts';
import type { Served } from './scan-server.ts';

export type ScanTask = Served & { kind: 'scan' | 'bare'; requests?: { path: string; body: unknown }[] | undefined };
export type ScanTold = {
  read_ms: number;
  read_cpu_ms: number;
  read_peak_mb: number;
  whole_ms: number;
  peak_mb: number;
  waits: number;
  endpoints: number;
  calls: { zone: number; account: number; graphql: number };
};

const AT_A_TIME = 8; // as many as the product sends at a time

process.once('message', async (task: ScanTask) => {
  const begin = performance.now();
  const told = task.kind === 'scan' ? await scan(task) : await bare(task);
  process.send?.({ ...told, whole_ms: performance.now() - begin, peak_mb: peakMb() } satisfies ScanTold);
});

const peakMb = () => process.resourceUsage().maxRSS / 1024;

/** The clock and the processor since a moment ago. */
function stopwatch() {
  const begin = performance.now();
  const before = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(before);
    return { read_ms: performance.now() - begin, read_cpu_ms: (user + system) / 1000, read_peak_mb: peakMb() };
  };
}

async function scan({ baseUrl, token, zoneIds }: ScanTask) {
  const taken = stopwatch();
  const client = cloudflareClient({ token, baseUrl });
  const facts = accountFacts({ asOf: new Date(), manyZones: zoneIds.length > 1 });
  let waits = 0;
  const onWait = () => {
    waits += 1;
  };
  const snapshots = await Promise.all(
    zoneIds.map((zoneId) => collectSnapshot(client, { zoneId, accountFacts: facts, onWait })),
  );
  const read = taken();
  const total = (of: (calls: Snapshot['calls']) => number) => snapshots.reduce((sum, { calls }) => sum + of(calls), 0);
  const [first] = snapshots;
  if (snapshots.length === 1 && first) {
    const times = { startedAt: first.takenAt, finishedAt: first.takenAt };
    scanReport(first, assess(first), times); // for the memory of the whole
  }
  const endpoints = snapshots.reduce(
    (sum, { sections: { operations, discovery } }) => sum + size(operations) + size(discovery),
    0,
  );
  const calls = {
    zone: total(({ zone }) => zone),
    account: total(({ account }) => account),
    graphql: total(({ graphql }) => graphql),
  };
  return { ...read, waits, endpoints, calls };
}

const size = (section: Section<unknown[]>) => (section.state === 'read' ? section.value.length : 0);

async function bare({ baseUrl, token, requests = [] }: ScanTask) {
  const taken = stopwatch();
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const left = requests.values();
  const loops = Array.from({ length: AT_A_TIME }, async () => {
    for (const { path, body } of left) {
      const init = body === null ? { headers } : { headers, method: 'POST', body: JSON.stringify(body) };
      await (await fetch(`${baseUrl}${path}`, init)).text();
    }
  });
  await Promise.all(loops);
  return { ...taken(), waits: 0, endpoints: 0, calls: { zone: 0, account: 0, graphql: 0 } };
}
