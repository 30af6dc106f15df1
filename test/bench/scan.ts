/** What reading a large zone takes at 150 ms an answer: the product beside a bare loop that sends the same requests, each a process. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { type Measured, rounded } from './measured.ts';
import type { Served } from './scan-server.ts';
import type { ScanTask, ScanTold } from './scan-work.ts';

const ROUNDS = 2;

export async function measureScan(): Promise<Measured> {
  const large = await startServer('large');
  const ours: ScanTold[] = [];
  const floor: ScanTold[] = [];
  try {
    for (let round = 0; round < ROUNDS; round += 1) {
      ours.push(await work({ kind: 'scan', ...large.served }));
      const requests = await large.requests();
      floor.push(await work({ kind: 'bare', ...large.served, requests }));
      await large.requests();
    }
  } finally {
    await large.stop();
  }
  const many = await startServer('many');
  const forty = await work({ kind: 'scan', ...many.served }).finally(many.stop);

  const best = (all: ScanTold[], value: (told: ScanTold) => number) => Math.min(...all.map(value));
  const [first] = ours;
  const readMs = best(ours, (told) => told.read_ms);
  const floorMs = best(floor, (told) => told.read_ms);
  return {
    ours: {
      read_ms: rounded(readMs),
      with_report_ms: rounded(best(ours, (told) => told.whole_ms)),
      read_cpu_ms: rounded(best(ours, (told) => told.read_cpu_ms)),
      read_peak_mb: rounded(Math.max(...ours.map(({ read_peak_mb }) => read_peak_mb))),
      peak_mb: rounded(Math.max(...ours.map(({ peak_mb }) => peak_mb))),
      zone_calls: first?.calls.zone ?? 0,
      account_calls: first?.calls.account ?? 0,
      graphql_calls: first?.calls.graphql ?? 0,
      endpoints: first?.endpoints ?? 0,
      forty_zones_ms: rounded(forty.read_ms),
      forty_zones_calls: forty.calls.zone + forty.calls.account + forty.calls.graphql,
      forty_zones_endpoints: forty.endpoints,
      forty_zones_waits: forty.waits,
    },
    floor: {
      read_ms: rounded(floorMs),
      read_cpu_ms: rounded(best(floor, (told) => told.read_cpu_ms)),
      read_peak_mb: rounded(Math.max(...floor.map(({ read_peak_mb }) => read_peak_mb))),
    },
    ratio: rounded(readMs / floorMs),
  };
}

const child = (file: string, argument: string): ChildProcess =>
  fork(new URL(file, import.meta.url), [argument], {
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });

async function startServer(world: 'large' | 'many') {
  const process = child('./scan-server.ts', world);
  const [served] = (await once(process, 'message')) as [Served];
  return {
    served,
    /** What was asked since the last time; the budget begins anew. */
    async requests() {
      process.send('requests');
      const [requests] = (await once(process, 'message')) as [ScanTask['requests']];
      return requests;
    },
    async stop() {
      const gone = once(process, 'exit');
      process.kill();
      await gone;
    },
  };
}

async function work(task: ScanTask): Promise<ScanTold> {
  const process = child('./scan-work.ts', '');
  const gone = once(process, 'exit').then(() => {
    throw new Error('the process that measures ended early');
  });
  process.send(task);
  const [told] = (await Promise.race([once(process, 'message'), gone])) as [ScanTold];
  process.kill();
  return told;
}
