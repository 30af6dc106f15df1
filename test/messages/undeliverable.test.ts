/** What the lead reads about a message that can never be posted: every reason of Slack in plain words, with a next step. */
import { expect, test } from 'vitest';
import { reasonOf, undeliverable } from '../../src/messages/undeliverable.ts';

const inChannel = { channelId: 'CPAYMENTS' };
const toPerson = { userId: 'UDANA' };
const words = (problem: string, place: { channelId: string } | { userId: string }) =>
  undeliverable({ what: 'the card of shop', place, problem, command: 'status', channelId: 'CPAYMENTS' }).text;

test.each([
  ['is_archived', inChannel, '<#CPAYMENTS> is archived', 'unarchive it'],
  ['is_inactive', inChannel, '<#CPAYMENTS> is archived', 'unarchive it'],
  ['not_in_channel', inChannel, 'I am no longer a member there, or it is gone', '`/invite @api-review`'],
  ['channel_not_found', inChannel, 'I am no longer a member there, or it is gone', '`/invite @api-review`'],
  ['restricted_action', inChannel, 'the app may not write in <#CPAYMENTS>', 'let apps post there'],
  ['user_disabled', toPerson, 'to <@UDANA> directly: that account is deactivated', '`/api-review assign`'],
  ['message_not_found', inChannel, 'it was deleted in Slack, posted anew and deleted again', '`/api-review status`'],
  ['edit_window_closed', inChannel, 'Slack lets no message be changed after a while', '`/api-review status`'],
  ['some_new_error', inChannel, 'Slack does not take it and says `some_new_error`', 'tell whoever runs api-review'],
])('%s', (problem, place, why, next) => {
  const text = words(problem, place);
  expect(text).toContain('I could not post the card of shop');
  expect(text).toContain(why);
  expect(text).toContain('What it says is saved');
  expect(text).toContain(next);
});

test('two of Slack’s words for one thing are one reason', () => {
  expect(reasonOf('is_archived')).toBe(reasonOf('is_inactive'));
  expect(reasonOf('some_new_error')).toBe('some_new_error');
});
