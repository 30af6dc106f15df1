/** One model, many formats: none knows more, or less, or other things than another. */
import { afterEach, describe, expect, test } from 'vitest';
import { html } from '../../src/deliverables/html.ts';
import { deliverablesJson } from '../../src/deliverables/json.ts';
import { deliverablesOf, type Rows } from '../../src/deliverables/model.ts';
import { reportPage } from '../../src/deliverables/report-page.ts';
import { deliverablesSarif } from '../../src/deliverables/sarif.ts';
import { deliverableTables } from '../../src/deliverables/tables.ts';
import type { Decision } from '../../src/review/review.ts';
import { endpoint, finding, item, review } from '../support/review-rows.ts';

const HOSTILE = '</script><script>alert(1)</script>"\'&\u202e=cmd()';
const standing = (verdict: string, mode = 'off', rules: string[] = []) => ({ verdict, mode, rules });
const decision: Decision = {
  id: '7b2d5f0e-7a42-4d3e-9c58-0d1c5a1f00aa',
  reviewId: review().id,
  itemId: 'f1',
  choice: 'log-first',
  state: 'logging',
  stateSince: new Date('2026-11-25T09:00:00Z'),
  reason: null,
  until: null,
  subjects: [],
  basis: null,
  actedOn: null,
  lookAt: null,
  replaces: null,
  decidedBy: 'ULEA',
  decidedAt: new Date('2026-11-24T23:30:00Z'),
  secondBy: null,
  secondAt: null,
  snapshotId: review().id,
};
const figures = (endpoints: number) => ({
  all: { endpoints, risky: 1, unknown: 1, fresh: 0, freshRisky: 0 },
  hosts: { [HOSTILE]: { endpoints, risky: 1, unknown: 0, fresh: 0, freshRisky: 0 } },
  owners: { ULEA: { endpoints, risky: 1, unknown: 0, fresh: 0, freshRisky: 0 } },
  controls: { mtls: { enforced: endpoints, logged: 1, open: 2, unknown: 3 } },
  criticalItems: 1,
  unknownChecks: 1,
  items: [],
  expiring: [],
});
const rows = (): Rows => ({
  readings: [1, 2].map((n) => ({ takenAt: new Date(`2026-11-0${n}T09:00:00Z`), figures: figures(n) })),
  now: new Date('2026-11-25T09:00:00Z'),
  review: review({ name: `shop ${HOSTILE}` }),
  takenAt: '2026-11-24T23:30:00.000Z',
  rules: [],
  endpoints: [
    endpoint('POST api.shop.example/v1/login', {
      facts: {
        controls: {
          'rate-limit': standing('covered', 'log', ['rule:http_ratelimit/a']),
          schema: standing('uncovered'),
        },
      },
    }),
    endpoint(`GET api.shop.example/${HOSTILE}`, { ownerId: 'UDANA' }),
  ],
  findings: [
    finding({ id: 'f1', subjects: ['POST api.shop.example/v1/login'] }),
    finding({ id: 'f2', step: 2, check: 'auth.jwt-optional', severity: 'low', subjects: [HOSTILE], title: HOSTILE }),
    finding({ id: 'f3', step: 7, check: 'logging.job-failing', outcome: 'unknown', reason: 'no_permission' }),
    finding({ id: 'f4', step: 3, check: 'authz.bola-never-tested', outcome: 'not_entitled' }),
  ],
  items: [item({ id: 'f1', findings: ['f1'] }), item({ id: 'f2', rank: 2, findings: ['f2'], title: HOSTILE })],
  decisions: [decision],
  marks: [],
  names: new Map([
    ['ULEA', 'Lea'],
    ['UDANA', HOSTILE],
  ]),
});
const told = () => deliverablesOf(rows());
const formats = () => ({
  json: deliverablesJson(told()),
  page: reportPage(told()),
  sarif: deliverablesSarif(told()),
  tables: deliverableTables(told()),
});

test('every format holds the same findings, items, endpoints and decisions', () => {
  const { json, page, sarif, tables } = formats();
  const read = JSON.parse(json);
  const csvOf = (kind: string) => tables.find((table) => table.kind === kind)?.csv ?? '';
  const findings = ['f1', 'f2', 'f3', 'f4'];
  const ofSarif = JSON.parse(sarif).runs[0].results.map(
    (each: { partialFingerprints: object }) => Object.values(each.partialFingerprints)[0],
  );
  expect(ofSarif.toSorted()).toEqual(findings);
  expect(
    read.deliverables.flatMap((each: { findings: { id: string }[] }) => each.findings.map(({ id }) => id)).toSorted(),
  ).toEqual(findings);
  for (const id of findings) {
    expect(csvOf('findings')).toContain(`"${id}"`);
    expect(page).toMatch(new RegExp(`id="finding-${id}"|<td>${id}</td>`));
  }
  for (const id of ['f1', 'f2']) {
    expect(csvOf('remediation')).toContain(`"${id}"`);
    expect(page).toContain(`id="item-${id}"`);
    expect(read.items.map((each: { id: string }) => each.id)).toContain(id);
  }
  expect(csvOf('inventory').split('"GET"').length + csvOf('inventory').split('"POST"').length).toBe(4);
  expect(read.items[0].decision.id).toBe(decision.id);
  expect(page).toContain(`data-decision="${decision.id}"`);
});

describe('what is unknown', () => {
  test('is a band of its own beside every control, and no part of another', () => {
    const coverage = told().coverage.find(({ control }) => control === 'rate limit');
    expect(coverage).toEqual({
      control: 'rate limit',
      enforced: 0,
      logged: 1,
      bypassable: 0,
      uncovered: 0,
      unknown: 1,
      unavailable: 0,
    });
  });

  test('is neither a pass nor a failure in SARIF', () => {
    const results = JSON.parse(formats().sarif).runs[0].results;
    expect(results.map(({ kind, level }: { kind: string; level: string }) => [kind, level])).toEqual([
      ['fail', 'note'],
      ['notApplicable', 'none'],
      ['fail', 'error'],
      ['open', 'none'],
    ]);
  });

  test('is said in the page as neither good nor bad', () => {
    expect(formats().page).toContain('could not be checked, so neither good nor bad');
  });
});

test('SARIF names its rules once, and each result points at its rule', () => {
  const { version, runs } = JSON.parse(formats().sarif);
  expect(version).toBe('2.1.0');
  const { rules } = runs[0].tool.driver;
  for (const result of runs[0].results) expect(rules[result.ruleIndex].id).toBe(result.ruleId);
  expect(rules.map(({ id }: { id: string }) => id)).toEqual(rules.map(({ id }: { id: string }) => id).toSorted());
});

test('text from outside is shown in the page, and never understood as anything else', () => {
  const { page } = formats();
  expect(page).not.toContain('<script');
  expect(page).not.toContain('\u202e');
  expect(page).toContain(html(HOSTILE));
  expect(page).toMatch(/Content-Security-Policy" content="default-src &#39;none&#39;/);
  expect(page).not.toMatch(/\b(src|href)="(?!#)/);
});

test('of very many endpoints the page shows the first and says where all of them are', () => {
  const many = Array.from({ length: 2_001 }, (_, n) => endpoint(`GET api.shop.example/v1/things/${n}`));
  const page = reportPage(deliverablesOf({ ...rows(), endpoints: many }));
  expect(page).toContain('the first 2,000 of 2,001; all of them are in the spreadsheet');
  expect(page).not.toContain('/v1/things/2000<');
});

describe('whatever the machine', () => {
  const zone = process.env.TZ;
  afterEach(() => {
    process.env.TZ = zone;
    if (zone === undefined) delete process.env.TZ;
  });

  test.each(['UTC', 'Pacific/Kiritimati', 'America/Los_Angeles'])('the bytes are the same in %s', (timezone) => {
    process.env.TZ = timezone;
    expect(JSON.stringify(formats())).toBe(JSON.stringify(formatsInUtc));
  });
  const formatsInUtc = formats();
});

test('the page shows the trend for day and night, and says it in words and numbers; one reading has none', () => {
  const page = reportPage(deliverablesOf(rows()));
  expect(
    page.match(/<div class="trend by-(day|night)" role="img" aria-label="[^"]*all 1 \(1 Nov 2026\), 2 \(2 Nov 2026\)/g),
  ).toHaveLength(2);
  expect(page).toContain('no trend yet');
  expect(page).toMatch(/<th scope="row">Lea<\/th><td[^>]*>1 of 1<\/td><td[^>]*>0<\/td><td[^>]*>1 of 2</);
  expect(page).toMatch(/<th scope="row">mTLS<\/th><td[^>]*>1 of 7<.*2 of 8</);
  expect(reportPage(deliverablesOf({ ...rows(), readings: rows().readings.slice(1) }))).not.toContain('class="trend');
});
