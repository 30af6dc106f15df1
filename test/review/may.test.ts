import { expect, test } from 'vitest';
import { may, whoMay } from '../../src/review/may.ts';
import type { Person } from '../../src/review/review.ts';

const person = (userId: string, kind: Person['kind'] = 'member'): Person => ({
  userId,
  kind,
  name: userId,
  timezone: null,
  lookedUpAt: new Date(0),
});

test.each([
  ['owner', true],
  ['admin', true],
  ['member', true],
  ['guest', false],
  ['bot', false],
  ['outside', false],
  ['gone', false],
] as const)('a review is started by a %s: %s', (kind, allowed) => {
  expect(may(person('U1', kind), 'start a review')).toBe(allowed);
});

test('only admins connect Cloudflare, whatever else they are', () => {
  expect(may(person('U1'), 'connect Cloudflare', { leadId: 'U1', ownerId: 'U1' })).toBe(false);
  expect(may(person('U1', 'admin'), 'connect Cloudflare')).toBe(true);
});

test('endpoints are acknowledged by their owner or the lead, and not by any admin', () => {
  const subject = { ownerId: 'UOWNER', leadId: 'ULEAD' };
  expect(may(person('UOWNER'), 'acknowledge endpoints', subject)).toBe(true);
  expect(may(person('ULEAD'), 'acknowledge endpoints', subject)).toBe(true);
  expect(may(person('UADMIN', 'admin'), 'acknowledge endpoints', subject)).toBe(false);
});

test('an owner who left the company, or was made a guest, may nothing any more', () => {
  expect(may(person('UOWNER', 'gone'), 'acknowledge endpoints', { ownerId: 'UOWNER' })).toBe(false);
  expect(may(person('UOWNER', 'guest'), 'acknowledge endpoints', { ownerId: 'UOWNER' })).toBe(false);
});

test('nobody is the second person for a decision of their own, admins included', () => {
  expect(may(person('U1', 'owner'), 'approve or decline this decision', { decidedBy: 'U1' })).toBe(false);
  expect(may(person('U2'), 'approve or decline this decision', { decidedBy: 'U1' })).toBe(true);
});

test('a second person needs to know whose decision it is', () => {
  expect(may(person('U2'), 'approve or decline this decision')).toBe(false);
});

test('a refusal names who may', () => {
  expect(whoMay('acknowledge endpoints', { ownerId: 'UDANA', leadId: 'ULEA' })).toBe(
    'the owner <@UDANA> or the review’s lead <@ULEA>',
  );
});
