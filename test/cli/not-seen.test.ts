/** What a person at a terminal reads of endpoints of which no request was seen. */
import { expect, test } from 'vitest';
import { reportText } from '../../src/cli/report-text.ts';
import { assess, scanReport } from '../../src/remediation/report.ts';
import { unreadable, zone } from '../support/zone.ts';

const TIMES = { startedAt: '2026-11-24T09:00:00Z', finishedAt: '2026-11-24T09:01:00Z' };
const textOf = (snapshot: ReturnType<typeof zone>) => reportText(scanReport(snapshot, assess(snapshot), TIMES));

test('endpoints that discovery has not seen are said to be that, with what it cannot see, and never unused', () => {
  const text = textOf(zone());
  expect(text).toMatch(/^\d+ not seen by API Discovery, which sees only .*: they may be in use$/m);
  expect(text).not.toContain('unused');
});

test('where discovery could not be read, nothing is said of what it has seen', () => {
  const text = textOf(zone({ sections: { discovery: unreadable('no_permission', 'API Gateway Read') } }));
  expect(text).not.toContain('not seen by API Discovery');
  expect(text).toMatch(/^\d+ of which nothing tells whether they are in use: API Discovery was not read$/m);
});
