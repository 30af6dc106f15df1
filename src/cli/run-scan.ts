import { readFile, writeFile } from 'node:fs/promises';
import { parseSnapshot, type Snapshot } from '../checks/snapshot.ts';
import { cloudflareClient } from '../cloudflare/client.ts';
import { collectSnapshot } from '../cloudflare/collect-snapshot.ts';
import { findZone } from '../cloudflare/find-zone.ts';
import { CloudflareProblem } from '../cloudflare/problem.ts';
import type { Progress } from '../cloudflare/progress.ts';
import { verifyToken } from '../cloudflare/verify-token.ts';
import { assess, type Report, scanReport } from '../remediation/report.ts';
import { escapeOf, withWitnesses } from '../remediation/witnesses.ts';
import { openDocument, operationsIn } from './documents.ts';
import type { Look } from './look.ts';
import { progressOn, type Say } from './progress-line.ts';
import { reportText } from './report-text.ts';
import { scanOptions, USAGE, UsageError } from './scan-options.ts';
import { jsonText, visible } from './terminal.ts';

/** Where a command reads from and writes to. */
export type Terminal = {
  args: string[];
  env: Record<string, string | undefined>;
  out(text: string): void;
  err(text: string): void;
  /** Of standard output, where a person reads it; a pipe or a file gets plain lines. */
  look?: Look;
  /** Columns of standard error where a person watches it: progress then stays on one line. */
  watched?: number | undefined;
};

/** One scan: progress on standard error, the report on standard output. Gives the exit code. */
export async function runScan(terminal: Terminal): Promise<number> {
  try {
    return await scan(terminal);
  } catch (error) {
    terminal.err(`${visible(error instanceof Error ? error.message : 'The scan failed.')}\n`);
    if (error instanceof UsageError) terminal.err(`\n${USAGE}`);
    return 2;
  }
}

async function scan({ args, env, out, err, look, watched }: Terminal): Promise<number> {
  const { say, step, end } = progressOn(err, watched);
  const options = scanOptions(args);
  const documents = await Promise.all(options.openapi.map(openDocument));
  const startedAt = new Date().toISOString();
  const snapshot =
    options.from === undefined
      ? await read(options.zone ?? '', env, say, step).finally(end)
      : await saved(options.from, options.zone);
  if (options.save !== undefined) await writeFile(options.save, `${JSON.stringify(snapshot)}\n`, { mode: 0o600 });

  const hosts = hostsOf(snapshot);
  const opened = documents.map((document) => operationsIn(document, hosts));
  for (const skipped of opened.flatMap((document) => document.skipped)) say(`left out: ${skipped}`);
  const operations = opened.flatMap((document) => document.operations);
  // a report on a saved snapshot is made again byte for byte, so its times are those of the snapshot
  const assessment = assess(snapshot, operations);
  const report = scanReport(snapshot, assessment, {
    startedAt: options.from === undefined ? startedAt : snapshot.takenAt,
    finishedAt: options.from === undefined ? new Date().toISOString() : snapshot.takenAt,
  });

  const { items, inventory, judge } = assessment;
  const escapeAt = (rank: number) => {
    const item = items.find((each) => each.rank === rank);
    return item && escapeOf(item, inventory.endpoints, judge);
  };
  out(options.json ? `${jsonText(withWitnesses(report, assessment))}\n` : reportText(report, look, escapeAt));
  return isAlarming(report) ? 1 : 0;
}

async function read(wanted: string, env: Terminal['env'], say: Say, step: Say): Promise<Snapshot> {
  const token = env.CLOUDFLARE_API_TOKEN?.trim();
  if (!token) {
    throw new Error(
      'CLOUDFLARE_API_TOKEN is not set. Create a token with read permissions in the Cloudflare dashboard, then: CLOUDFLARE_API_TOKEN=… npm run scan -- --zone shop.example',
    );
  }
  const client = cloudflareClient({ token, baseUrl: env.CLOUDFLARE_BASE_URL?.trim() || undefined });
  const zone = await findZone(client, wanted).catch(async (problem: unknown) => {
    // whether it expired is known only to those who ask the token itself
    if (problem instanceof CloudflareProblem && problem.kind === 'token_invalid') await verifyToken(client);
    throw problem;
  });
  const { writes } = await verifyToken(client, { accountId: zone.accountId });
  if (writes !== null && writes.length > 0) {
    say(
      `This token can also change things (${writes.join(', ')}). Nothing is changed here, but a token that only reads is safer.`,
    );
  }
  return collectSnapshot(client, { zoneId: zone.id, onProgress: progressTo(step), onWait: waiting(step) });
}

async function saved(file: string, wanted: string | undefined): Promise<Snapshot> {
  const snapshot = await readFile(file, 'utf8')
    .then((text) => parseSnapshot(JSON.parse(text)))
    .catch((error: unknown) => {
      const missing = error instanceof Error && 'code' in error;
      throw new Error(`${file} ${missing ? 'cannot be read' : 'is not a snapshot that --save wrote'}.`);
    });
  const { id, name } = snapshot.zone;
  if (wanted !== undefined && wanted !== id && wanted.toLowerCase() !== name) {
    throw new Error(`${file} holds ${name}, not ${wanted}.`);
  }
  return snapshot;
}

/** One line per section, with the numbers once they are known. */
function progressTo(step: Say) {
  let last = -1;
  return ({ done, total, section, facts }: Progress) => {
    if (done === last) return; // numbers that came early are on the next line
    last = done;
    const numbers = Object.entries(facts).flatMap(([name, count]) => (count > 0 ? [`${name} ${count}`] : []));
    step(`${done}/${total} ${section}${numbers.length > 0 ? ` (${numbers.join(', ')})` : ''}`);
  };
}

const waiting = (step: Say) => (ms: number) =>
  step(`waiting ${Math.ceil(ms / 1000)} s, to stay within Cloudflare’s budget of calls`);

const hostsOf = ({ sections: { operations } }: Snapshot): string[] =>
  operations.state === 'read' ? [...new Set(operations.value.map(({ host }) => host.toLowerCase()))] : [];

const isAlarming = ({ findings }: Report): boolean =>
  findings.some(({ outcome, severity }) => outcome === 'fail' && (severity === 'high' || severity === 'critical'));
