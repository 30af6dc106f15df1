/** What a person at a terminal reads of templates that stand for the same paths. */
import { expect, test } from 'vitest';
import { reportText } from '../../src/cli/report-text.ts';
import { assess, scanReport } from '../../src/remediation/report.ts';
import { zone } from '../support/zone.ts';

const TIMES = { startedAt: '2026-11-24T09:00:00Z', finishedAt: '2026-11-24T09:01:00Z' };

function textOf(...paths: string[]): string {
  const operations = paths.map((endpoint, n) => ({
    operationId: `op${n}`,
    method: 'GET',
    host: 'files.shop.example',
    endpoint,
    labels: [],
  }));
  const snapshot = zone({ sections: { operations } });
  return reportText(scanReport(snapshot, assess(snapshot), TIMES));
}

test('overlapping templates are listed with the one that takes the requests', () => {
  const text = textOf('/v1/{var1}/{var2}', '/v1/orders/{var1}', '/v1/{var1}/list');
  expect(text).toMatch(/^Templates that stand for the same paths\n {2}3 pairs; the more specific template takes/m);
  expect(text).toContain(
    '  GET files.shop.example/v1/{var1}/{var2} also stands for GET files.shop.example/v1/orders/{var1}, which takes those requests\n',
  );
  expect(text).toContain(
    '  GET files.shop.example/v1/orders/{var1} and GET files.shop.example/v1/{var1}/list share some paths: Cloudflare does not say which takes them\n',
  );
});

test('past the first few, the rest is counted', () => {
  const text = textOf('/v1/{var1}', ...Array.from({ length: 7 }, (_, n) => `/v1/item-${n}`));
  expect(text).toContain('  7 pairs; ');
  expect(text).toContain('  and 2 more, all of them with --json\n');
});

test('where no template stands in for another, nothing is said', () => {
  expect(textOf('/v1/{var1}', '/v2/orders', '/v1/orders/')).not.toContain('Templates that stand');
});
