/** An earlier answer is offered while it is young, was stood by, and nothing it rests on has changed. */
import { expect, test } from 'vitest';
import { control } from '../../src/checks/controls/control.ts';
import { type AnsweredBefore, earlierAnswer, type FoundBefore } from '../../src/review/carrying.ts';
import type { AskedAbout } from '../../src/review/questions/question.ts';

const A = 'POST api.example/v1/pay';
const B = 'POST api.example/v1/refund';
const NOW = new Date('2026-11-27T09:00:00Z');
const daysAgo = (days: number) => new Date(NOW.getTime() - days * 24 * 60 * 60_000);

const none = control('uncovered');
const FOUND: AskedAbout & FoundBefore = {
  method: 'POST',
  host: 'api.example',
  path: '/v1/pay',
  sources: ['saved'],
  audience: 'partner',
  sensitivity: 'payment',
  labels: ['owner-shop'],
  documentation: { status: 'undocumented', document: null },
  authentication: { credential: null, status: 'unknown', evidence: 'none' },
  controls: {
    'rate-limit': none,
    schema: none,
    jwt: none,
    mtls: none,
    'waf-managed': none,
    'waf-custom': none,
    bots: none,
    access: none,
    logging: control('covered', 'enforce'),
  },
};

const said = (more: Partial<AnsweredBefore> = {}): AnsweredBefore => ({
  asks: 'auth.token-lifetime',
  ownerId: 'UDANA',
  review: 'shop.example #1',
  value: 'hour',
  words: null,
  confirmed: true,
  saidBy: 'UDANA',
  saidAt: daysAgo(30),
  endpointKeys: [A, B],
  ...more,
});

function offered(
  before: AnsweredBefore,
  { then = FOUND, now = FOUND, keys = [A, B] }: { then?: FoundBefore; now?: AskedAbout; keys?: string[] } = {},
) {
  return earlierAnswer(
    { asks: before.asks, ownerId: before.ownerId, endpointKeys: keys },
    before,
    new Map([
      [A, then],
      [B, FOUND],
    ]),
    new Map([
      [A, now],
      [B, FOUND],
      ['POST api.example/v1/new', FOUND],
    ]),
    NOW,
  );
}

test('what nothing speaks against is offered for all it was said of', () => {
  expect(offered(said())).toMatchObject({ value: 'hour', endpointKeys: [A, B], anew: null, review: 'shop.example #1' });
});

test.each([
  ['nobody confirmed how it was understood', said({ confirmed: false })],
  ['it was not understood', said({ value: null })],
  ['it was a doubt', said({ value: 'not-sure' })],
  ['it is none of the answers any more', said({ value: 'a-fortnight' })],
  ['it was about other endpoints', said({ endpointKeys: ['GET api.example/other'] })],
])('there is nothing to offer where %s', (_, before) => {
  expect(offered(before)).toBeNull();
});

test.each([
  [180, 'auth.token-lifetime', 'hour', 2],
  [181, 'auth.token-lifetime', 'hour', 0],
  [90, 'machine.partner-rotation', 'quarter', 2],
  [91, 'machine.partner-rotation', 'quarter', 0],
])('after %i days an answer to %s is offered, or has expired', (days, asks, value, endpoints) => {
  const found = offered(said({ asks, value, saidAt: daysAgo(days) }));
  expect(found?.endpointKeys).toHaveLength(endpoints);
  expect(found?.anew?.because).toBe(endpoints > 0 ? undefined : 'expired');
});

test.each([
  ['audience', { ...FOUND, audience: 'public' }, 'partner', 'public'],
  ['sensitivity', { ...FOUND, sensitivity: 'read' }, 'payment', 'read'],
  ['risk', { ...FOUND, labels: ['cf-risk-mixed-auth'] }, 'none', 'cf-risk-mixed-auth'],
  [
    'credential',
    { ...FOUND, authentication: { credential: 'mtls', status: 'required', evidence: 'provable' } },
    'not proved',
    'mtls',
  ],
] satisfies [string, AskedAbout, string, string][])(
  'where the %s is another now, it is asked anew, and the rest is offered',
  (fact, now, was, is) => {
    expect(offered(said(), { now })).toMatchObject({
      endpointKeys: [B],
      anew: { because: 'changed', fact, was, now: is, endpoints: 1 },
    });
  },
);

test('what somebody only said of credentials is no fact that another answer rests on', () => {
  const then: FoundBefore = { ...FOUND, authentication: { credential: 'bearer', evidence: 'stated' } };
  expect(offered(said(), { then })?.anew).toBeNull();
});

test('a control counts for those questions that are asked because of it', () => {
  const then: FoundBefore = { ...FOUND, controls: { ...FOUND.controls, 'rate-limit': control('covered', 'enforce') } };
  expect(offered(said(), { then })?.anew).toBeNull();
  expect(offered(said({ asks: 'abuse.app-limits', value: 'yes' }), { then })?.anew).toMatchObject({
    fact: 'rate-limit',
    was: 'covered, enforce',
    now: 'uncovered',
  });
});

test('what has come since is asked, and does not keep the rest from being offered', () => {
  const keys = [A, B, 'POST api.example/v1/new'];
  expect(offered(said(), { keys })).toMatchObject({ endpointKeys: [A, B], anew: null });
});

test('an answer about the review as a whole is not offered once the control it is about stands otherwise', () => {
  const parsing = said({ asks: 'logging.siem-parsing', value: 'verified' });
  expect(offered(parsing)?.endpointKeys).toEqual([A, B]);
  const now = { ...FOUND, controls: { ...FOUND.controls, logging: none } };
  expect(offered(parsing, { now })).toMatchObject({ endpointKeys: [], anew: { fact: 'logging' } });
});
