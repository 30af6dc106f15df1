/** When a trial has proved itself, and when it has proved the opposite. */
import { describe, expect, test } from 'vitest';
import type { TrialReading } from '../../src/checks/trial-reading.ts';
import { type Evidence, type Figures, gateOf, proofOf } from '../../src/review/gate.ts';
import { trialFigures } from '../../src/review/trial-figures.ts';

const NOW = new Date('2026-03-31T00:00:00Z');
const DAY_MS = 24 * 60 * 60_000;
const figures = (more: Partial<Figures> = {}): Figures => ({
  requests: 500,
  hits: 0,
  partnerHits: 0,
  strangeHits: 0,
  whole: true,
  sampleInterval: 1,
  worst: [],
  ...more,
});
const days = (n: number, more: Partial<Figures> = {}): Evidence[] =>
  Array.from({ length: n }, (_, index) => ({
    from: new Date(NOW.getTime() - (n - index) * DAY_MS),
    to: new Date(NOW.getTime() - (n - index - 1) * DAY_MS),
    figures: figures(more),
  }));
const GATE = gateOf('rate-limit');
const verdict = (evidence: readonly Evidence[], gate = GATE) => proofOf(gate, evidence, NOW).verdict;

describe('a gate', () => {
  test('is passed after seven days with enough requests of which next to none was stopped', () => {
    expect(verdict(days(7))).toBe('passed');
    expect(verdict(days(7, { hits: 0.4 }))).toBe('passed');
  });

  test.each([
    ['six days', days(6), '7 days are needed'],
    ['too few requests', days(7, { requests: 10 }), '1,000 requests are needed'],
    [
      'requests to what the inventory does not know',
      days(7, { strangeHits: 0.1 }),
      'some of it goes to nothing that the inventory knows',
    ],
    ['a count that is not whole', days(7, { whole: false }), 'not all of it could be counted'],
    ['no reading at all', [], '7 days are needed'],
  ])('is not passed with %s, and says so', (_, evidence, why) => {
    const proof = proofOf(GATE, evidence, NOW);
    expect(proof.verdict).toBe('collecting');
    expect(proof.missing).toContain(why);
  });

  test('is broken by too large a share, or by one request of a partner', () => {
    expect(verdict(days(2, { hits: 5 }))).toBe('broken');
    expect(verdict(days(2, { hits: 0.1, partnerHits: 0.1 }))).toBe('broken');
  });

  test('a single request of a handful breaks nothing, and passes nothing', () => {
    expect(verdict(days(1, { requests: 20, hits: 1 }))).toBe('collecting');
  });

  test('what was before its last days counts no more', () => {
    const before = { from: new Date(NOW.getTime() - 9 * DAY_MS), to: new Date(NOW.getTime() - 8 * DAY_MS) };
    expect(verdict([{ ...before, figures: figures({ hits: 400 }) }, ...days(7)])).toBe('passed');
  });

  test('for client certificates a month is needed, and nobody may be stopped', () => {
    expect(verdict(days(7), gateOf('mtls'))).toBe('collecting');
    expect(verdict(days(30), gateOf('mtls'))).toBe('passed');
    expect(verdict(days(30, { requests: 5_000, hits: 1 }), gateOf('mtls'))).toBe('broken');
  });
});

describe('figures', () => {
  const row = {
    method: 'POST',
    host: 'api.shop.example',
    path: '/v1/login',
    status: 200,
    action: 'log',
    asn: '',
    agent: '',
    count: 10,
  };
  const reading = (more: Partial<TrialReading> = {}): TrialReading => ({
    hits: [],
    hitsWhole: true,
    requests: [row],
    sampleInterval: 1,
    ...more,
  });
  const places = [
    { key: 'login', method: 'POST', host: 'api.shop.example', path: '/v1/login', audience: 'public' },
    { key: 'order', method: 'GET', host: 'api.shop.example', path: '/v1/orders/{id}', audience: 'partner' },
  ];
  const of = (more: Partial<TrialReading>, stage: 'logs' | 'stops' = 'logs') =>
    trialFigures(reading(more), places, new Set(['login']), stage);

  test('only requests that were answered well, to what is guarded, are counted', () => {
    const requests = [row, { ...row, status: 404 }, { ...row, path: '/v1/other' }];
    expect(of({ requests })).toMatchObject({ requests: 10, hits: 0 });
  });

  test('a request through a template is to its endpoint; one to no endpoint is strange', () => {
    const hits = [
      { ...row, method: 'GET', path: '/v1/orders/17' },
      { ...row, method: 'GET', path: '/v1/orders/17/items' },
    ];
    expect(of({ hits })).toMatchObject({ hits: 20, partnerHits: 10, strangeHits: 10 });
  });

  test('what is let through is no hit, nor what is logged of a control that stops', () => {
    const hits = ['skip', 'allow', 'log', 'block'].map((action) => ({ ...row, action }));
    expect(of({ hits }).hits).toBe(10);
    expect(of({ hits }, 'stops')).toMatchObject({ hits: 10, requests: 20 });
  });
});
