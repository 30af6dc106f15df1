/** What our own computing costs for a large zone: from a snapshot to the report, beside one bare look at the same rows. */
import { parseSnapshot } from '../../src/checks/snapshot.ts';
import { cloudflareClient } from '../../src/cloudflare/client.ts';
import { collectSnapshot } from '../../src/cloudflare/collect-snapshot.ts';
import { assess, scanReport } from '../../src/remediation/report.ts';
import { startCloudflareSandbox } from '../sandbox/cloudflare/sandbox.ts';
import { largeZone } from '../sandbox/cloudflare/zones/large.ts';
import { type Measured, rounded } from './measured.ts';

export async function measureEvaluate(): Promise<Measured> {
  const zone = largeZone(Date.now());
  const cloudflare = await startCloudflareSandbox({ zones: [zone] });
  const client = cloudflareClient({ token: cloudflare.tokens.full, baseUrl: cloudflare.baseUrl });
  const stored = JSON.stringify(await collectSnapshot(client, { zoneId: zone.id }));
  await cloudflare.stop();

  const [snapshot, floorMs] = timed(() => bareLook(stored));
  const times = { startedAt: snapshot.takenAt, finishedAt: snapshot.takenAt };
  // cold, as a worker or a terminal does it: nothing is run before
  const [assessment, assessMs] = timed(() => assess(snapshot));
  const [report, reportMs] = timed(() => scanReport(snapshot, assessment, times));
  const verdicts = report.endpoints.reduce((sum, { controls }) => sum + Object.keys(controls).length, 0);
  return {
    ours: {
      total_ms: rounded(assessMs + reportMs),
      assess_ms: rounded(assessMs),
      report_ms: rounded(reportMs),
      endpoints: report.endpoints.length,
      rules: rulesOf(snapshot).length,
      verdicts,
      findings: report.findings.length,
    },
    floor: { total_ms: rounded(floorMs) },
    ratio: rounded((assessMs + reportMs) / floorMs),
  };
}

/** Parses the snapshot and asks of every endpoint and every rule only whether the rule's text names its host and path. */
function bareLook(stored: string) {
  const snapshot = parseSnapshot(JSON.parse(stored));
  const { operations, discovery } = snapshot.sections;
  const rows: { host: string; endpoint: string }[] = [
    ...(operations.state === 'read' ? operations.value : []),
    ...(discovery.state === 'read' ? discovery.value : []),
  ];
  const rules = rulesOf(snapshot);
  let named = 0;
  for (const { host, endpoint } of rows)
    for (const rule of rules) if (rule.includes(host) && rule.includes(endpoint)) named += 1;
  if (named < 0) throw new Error('never');
  return snapshot;
}

function rulesOf({ sections }: ReturnType<typeof parseSnapshot>): string[] {
  const phases = [sections.customRules, sections.rateLimits, sections.managedRules];
  return phases.flatMap((phase) =>
    phase.state === 'read' ? phase.value.rules.map(({ expression }) => expression) : [],
  );
}

function timed<T>(work: () => T): [T, number] {
  const begin = performance.now();
  return [work(), performance.now() - begin];
}
