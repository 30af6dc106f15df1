/** Every question is answered under every filter: with what fits, and with nothing else. */
import { describe, expect, test } from 'vitest';
import { answer } from '../../../src/review/ask/answer.ts';
import { type Filters, TOPICS } from '../../../src/review/ask/asked.ts';
import type { ReviewFacts } from '../../../src/review/ask/facts.ts';
import { NO_OWNER_SET } from '../../../src/review/ownership.ts';
import { endpoint, finding, item, review } from '../../support/review-rows.ts';

const KEY = 'POST api.shop.example/v1/refunds';
const OTHER = 'GET www.shop.example/about';
const started = new Date('2026-11-10T09:00:00Z');

/** One endpoint of Dana's about which there is everything that can be asked about, and one of Lea's with nothing. */
function facts(more: Partial<ReviewFacts> = {}): ReviewFacts {
  const controls = { schema: { verdict: 'uncovered', mode: 'off' } };
  return {
    review: review({ state: 'answering', leadId: 'UDANA', startedAt: started }),
    scan: {
      id: review().id,
      reviewId: review().id,
      state: 'posted',
      progress: null,
      snapshotId: null,
      problem: null,
      judgedAt: null,
      takenAt: null,
      changes: {
        since: { name: 'shop.example #0', takenAt: '2026-11-01T00:00:00Z' },
        counts: [],
        shown: [{ what: 'endpoint', how: 'added', name: KEY, from: null, to: null }],
        notCompared: [],
      },
    },
    endpoints: [
      endpoint(KEY, { ownerId: 'UDANA', ownerBecause: NO_OWNER_SET, facts: { sources: ['discovered'], controls } }),
      endpoint(OTHER, { ownerId: 'ULEA', acknowledgedBy: 'ULEA', acknowledgedAt: new Date('2026-11-20T09:00:00Z') }),
    ],
    questions: [
      {
        id: review().id,
        reviewId: review().id,
        asks: 'authz.object-checks',
        ownerId: 'UDANA',
        askedAt: new Date(0),
        earlier: null,
        handed: [],
        endpointKeys: [KEY],
        answer: null,
      },
    ],
    findings: [
      finding({ id: 'f1', check: 'input.schema-log-only', step: 4, severity: 'critical', subjects: [KEY] }),
      finding({ id: 'f2', check: 'authz.app-attestation-missing', step: 3, severity: 'critical', subjects: [KEY] }),
    ],
    items: [item({ id: 'i1', rank: 1, findings: ['f1', 'f2'], endpointKeys: [KEY] })],
    decisions: [],
    gone: [],
    marks: [],
    ...more,
  };
}

const decided: Partial<ReviewFacts> = {
  decisions: [
    {
      id: review().id,
      reviewId: review().id,
      itemId: 'i1',
      choice: 'log-first',
      state: 'proposed',
      reason: null,
      until: null,
      decidedBy: 'UDANA',
      decidedAt: started,
      stateSince: started,
      subjects: [],
      basis: null,
      actedOn: null,
      lookAt: null,
      replaces: null,
      secondBy: null,
      secondAt: null,
      snapshotId: review().id,
    },
  ],
};

/** A filter that lets Dana's endpoint through, and one of the same kind that does not. */
const FILTERS: Record<string, [fits: Filters, not: Filters]> = {
  people: [{ people: ['UDANA'] }, { people: ['UEVE'] }],
  host: [{ host: 'api.shop.example' }, { host: 'other.example' }],
  zone: [{ host: 'shop.example' }, { host: 'hop.example' }],
  path: [{ path: '/v1/refunds' }, { path: '/v2' }],
  word: [{ path: 'refund' }, { path: 'login' }],
  method: [{ method: 'POST' }, { method: 'DELETE' }],
  step: [{ step: 3 }, { step: 7 }],
  severity: [{ severities: ['critical', 'high'] }, { severities: ['low'] }],
  source: [{ source: 'shadow' }, { source: 'documented' }],
  days: [{ days: { from: '2026-11-10', until: '2026-11-10' } }, { days: { from: '2026-10-01', until: '2026-10-31' } }],
};

const asking = TOPICS.filter((topic) => topic !== 'help');
const rows = (topic: (typeof asking)[number], filters: Filters, of = facts(topic === 'decisions' ? decided : {})) =>
  answer({ topic, filters, left: [] }, [of], { timezone: 'Europe/Amsterdam' });

describe.each(asking)('%s', (topic) => {
  test('is answered', () => {
    expect(rows(topic, {}).length).toBeGreaterThan(0);
  });

  test.each(Object.entries(FILTERS))('by %s', (_, [fits, not]) => {
    expect(rows(topic, fits).length).toBeGreaterThan(0);
    expect(rows(topic, not)).toEqual([]);
  });

  test('by all of them at once', () => {
    const all = Object.assign({}, ...Object.values(FILTERS).map(([fits]) => fits));
    expect(rows(topic, all).length).toBeGreaterThan(0);
  });
});

test('state tells what is open from what is done, and from what waits for a second person', () => {
  const keys = (filters: Filters) =>
    rows('endpoints', filters).flatMap((row) => (row.kind === 'endpoint' ? [row.row.endpoint.key] : []));
  expect(keys({ state: 'open' })).toEqual([KEY]);
  expect(keys({ state: 'done' })).toEqual([OTHER]);
  expect(rows('decisions', { state: 'to approve' })).toHaveLength(1);
  expect(rows('findings', { state: 'open' })).toHaveLength(1);
  expect(rows('findings', { state: 'open' }, facts(decided))).toEqual([]);
});

test('control and choice narrow what has one', () => {
  expect(rows('findings', { control: 'schema' })).toHaveLength(1);
  expect(rows('findings', { control: 'mtls' })).toEqual([]);
  expect(rows('coverage', { control: 'schema', verdict: 'uncovered' })).toHaveLength(1);
  expect(rows('coverage', { control: 'schema', verdict: 'covered' })).toEqual([]);
  expect(rows('decisions', { choice: 'log-first' })).toHaveLength(1);
  expect(rows('decisions', { choice: 'accept' })).toEqual([]);
});

test('whoever decided is not who can approve it', () => {
  const approvals = (who: string) =>
    rows('waiting', { people: [who] }, facts(decided)).filter(
      (row) => row.kind === 'waiting' && row.waiting.approvals > 0,
    ).length;
  expect([approvals('UDANA'), approvals('UEVE')]).toEqual([0, 1]);
});

test('a review that has ended keeps nobody waiting', () => {
  const ended = facts({ review: review({ state: 'closed', endedAt: started }) });
  expect(rows('waiting', {}, ended)).toEqual([]);
});
