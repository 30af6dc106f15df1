/** App Home, as its reader finds it. */
import { expect, test } from 'vitest';
import { type HomeFacts, homeView } from '../../src/messages/home.ts';
import { openWork } from '../../src/review/progress.ts';
import { DEFAULTS } from '../../src/review/reminder-settings.ts';
import { checkBlocks } from '../sandbox/slack/block-kit/check.ts';
import { blockText } from '../sandbox/slack/screen.ts';
import { endpoint, review } from '../support/review-rows.ts';

const standing = (more: Parameters<typeof review>[0] = {}) => ({
  review: review({ state: 'answering', ...more }),
  work: openWork([endpoint('GET api.shop.example/v1/a')], []),
  decisions: { toMake: 1200, toApprove: [{ decidedBy: 'UDANA' }] },
});

const facts: HomeFacts = {
  reader: { userId: 'ULEA', groups: [] },
  isAdmin: false,
  mine: [],
  quotes: [],
  coverage: [],
  connection: undefined,
  environmentToken: false,
  reminders: DEFAULTS,
  lastReading: undefined,
  page: 1,
  now: new Date('2026-11-27T09:00:00Z'),
};
const connection = {
  zones: ['shop.example'],
  connectedBy: 'UADMIN',
  connectedAt: new Date('2026-11-01T09:00:00Z'),
  expiresOn: null,
};

function shown(more: Partial<HomeFacts>): string {
  const { blocks } = homeView({ ...facts, ...more });
  expect(checkBlocks(blocks, 'home')).toEqual([]);
  return blocks.map((block) => blockText(block as never)).join('\n');
}

test('what waits comes first, then how each review stands in the words of its card', () => {
  const text = shown({ mine: [standing()], connection });
  expect(text.indexOf('*Waiting for you*')).toBeLessThan(text.indexOf('*Your reviews*'));
  expect(text).toContain(
    '*shop.example #1*: 1 endpoint to acknowledge, 1,200 decisions to make, 1 decision of somebody else to approve or decline',
  );
  expect(text).toContain('*shop.example #1* in <#CSECURITY> · :speech_balloon: waiting for answers · you lead it');
});

test('an empty Home leads to the first review, by way of whoever may connect Cloudflare', () => {
  expect(shown({})).toContain('1. Ask an admin of this workspace to press *Connect Cloudflare* here.');
  expect(shown({ isAdmin: true })).toContain('1. Press *Connect Cloudflare* and paste an API token');
  expect(shown({ connection })).toContain('1. Invite me to the channel');
});

test('many reviews come in pages', () => {
  const mine = Array.from({ length: 20 }, (_, at) => standing({ name: `r${at + 1}`, number: at + 1 }));
  expect(shown({ mine })).toMatch(/page 1 of 3[\s\S]*\[Next\]/);
  expect(shown({ mine, page: 2 })).toMatch(/page 2 of 3[\s\S]*\*r9\*[\s\S]*\[Previous\] \[Next\]/);
  expect(shown({ mine, page: 9 })).toMatch(/page 3 of 3[\s\S]*\*r20\*[\s\S]*\[Previous\]/);
});

test.each([
  [null, ':grey_question: Cloudflare named no day'],
  ['2027-04-01', ':large_green_circle: The token expires on 2027-04-01, in 125 days.'],
  ['2026-12-01', ':warning: The token expires on 2026-12-01, in 4 days.'],
  ['2026-11-20', ':red_circle: The token expired on 2026-11-20'],
])('an admin is told how the connection is: a token that ends on %s', (expiresOn, words) => {
  expect(shown({ isAdmin: true, connection: { ...connection, expiresOn } })).toContain(words);
  expect(shown({ connection: { ...connection, expiresOn } })).not.toContain('token expire');
});

test('a reading that failed is told to admins with its reason, made harmless', () => {
  const lastReading = { at: facts.now, problem: '<!channel> no answer' };
  expect(shown({ isAdmin: true, connection, lastReading })).toContain('failed: &lt;!channel&gt; no answer');
});

test('unknown stands beside what is covered', () => {
  const row = (verdict: string, endpoints: number) => ({ control: 'schema' as const, verdict, endpoints });
  expect(shown({ coverage: [row('covered', 3), row('unknown', 2), row('uncovered', 5)] })).toContain(
    '• schema validation: 3 of 10 covered, 2 unknown',
  );
});
