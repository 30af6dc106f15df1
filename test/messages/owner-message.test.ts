import { expect, test } from 'vitest';
import { ownerMessage, ownersByDirectMessage } from '../../src/messages/owner-message.ts';
import { NO_OWNER_SET } from '../../src/review/ownership.ts';
import { blockText } from '../sandbox/slack/screen.ts';
import { endpoint, review } from '../support/review-rows.ts';

const many = Array.from({ length: 1234 }, (_, index) => endpoint(`GET api.shop.example/v1/${index}`));
const shown = (endpoints: typeof many, handedTo: string[] = []) =>
  ownerMessage(review(), 'ULEA', endpoints, handedTo)
    .blocks.map((block) => blockText(block as never))
    .join('\n');

test('the buttons come before the list, which is short', () => {
  const lines = shown(many).split('\n');
  expect(lines[0]).toContain('<@ULEA>, 1,234 endpoints of shop.example seem to be yours.');
  expect(lines[1]).toBe('[Acknowledge] [Not mine] [Reassign]');
  expect(lines.slice(2)).toHaveLength(6);
  expect(lines.at(-1)).toBe('and 1,229 more: `/api-review inventory` lists them all');
});

test('what an endpoint is for is said in words', () => {
  const login = endpoint('POST api.shop.example/v1/login', { facts: { sensitivity: 'auth' } });
  expect(shown([login])).toContain('• `POST api.shop.example/v1/login` · sensitivity: login');
});

test('whoever got it because nobody is named learns how to name somebody', () => {
  const unnamed = endpoint('GET api.shop.example/v1/a', { ownerBecause: NO_OWNER_SET });
  expect(shown([unnamed])).toContain('`/api-review assign api.shop.example/** @name`');
  expect(shown(many)).not.toContain('/api-review assign');
});

test.each([
  [['UEVE'], 'Handed over to <@UEVE>.'],
  [['UEVE', 'UMAX', 'U1', 'U2'], 'Handed over to <@UEVE>, <@UMAX>, <@U1> and 1 more.'],
  [[], 'Nothing here is <@ULEA>’s any more.'],
])('what is handed over to %j', (handedTo, words) => {
  expect(shown([], handedTo)).toBe(words);
});

test('who is written to directly is told why', () => {
  expect(ownersByDirectMessage(1200, 12000).text).toBe(
    '12,000 endpoints have 1,200 owners. Each was written to directly, so nobody is notified about other people’s endpoints.',
  );
});
