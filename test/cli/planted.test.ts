import { afterAll, beforeAll, expect, test } from 'vitest';
import { checks } from '../../src/checks/index.ts';
import { runScan } from '../../src/cli/run-scan.ts';
import type { Report } from '../../src/remediation/report.ts';
import { planted } from '../sandbox/cloudflare/planted.ts';
import { type CloudflareSandbox, startCloudflareSandbox } from '../sandbox/cloudflare/sandbox.ts';

let sandbox: CloudflareSandbox;
beforeAll(async () => {
  sandbox = await startCloudflareSandbox();
});
afterAll(() => sandbox.stop());

const known = new Set(checks.map(({ id }) => id));

test.each(Object.entries(planted))(
  'what is wrong in %s is found, all of it and nothing beside it',
  async (zone, gaps) => {
    let written = '';
    await runScan({
      args: ['--zone', zone, '--json'],
      env: { CLOUDFLARE_API_TOKEN: sandbox.tokens.full, CLOUDFLARE_BASE_URL: sandbox.baseUrl },
      out: (text) => {
        written += text;
      },
      err: () => {},
    });
    const { findings }: Report = JSON.parse(written);

    const expected = Object.entries(gaps).filter(([check]) => known.has(check));
    expect(expected).not.toEqual([]);
    const found = expected.map(([check]) => [
      check,
      findings
        .filter((finding) => finding.check === check && finding.outcome === 'fail')
        .flatMap(({ subjects }) => subjects)
        .sort(),
    ]);
    expect(Object.fromEntries(found)).toEqual(
      Object.fromEntries(expected.map(([check, subjects]) => [check, [...subjects].sort()])),
    );
  },
);
