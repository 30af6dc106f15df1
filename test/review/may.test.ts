import { expect, test } from 'vitest';
import { approvers, may, refusal, whoMay, whyNotOwner } from '../../src/review/may.ts';
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

test('whoever owns and leads is named once', () => {
  const subject = { ownerId: 'ULEA', leadId: 'ULEA' };
  expect(whoMay('acknowledge endpoints', subject)).toBe('the review’s lead <@ULEA>');
  expect(whoMay('decide on an item', subject)).toBe('the review’s lead <@ULEA> or a workspace admin');
});

test.each([
  ['guest', 'Guests cannot use api-review. Please ask the review’s lead <@ULEA>. Nothing was changed.'],
  [
    'outside',
    'People of another company cannot use api-review. Please ask the review’s lead <@ULEA>. Nothing was changed.',
  ],
  ['member', 'You may not read a review. Who may: any full member of this workspace. Nothing was changed.'],
] as const)('a %s is told whom to ask', (kind, words) => {
  expect(refusal(person('U1', kind), 'read a review', { leadId: 'ULEA' })).toBe(words);
});

test('a guest who would decide is told who may', () => {
  expect(refusal(person('U1', 'guest'), 'decide on an item', { leadId: 'ULEA' })).toContain(
    'Please ask the review’s lead <@ULEA> or the owner or a workspace admin.',
  );
});

test.each([
  ['guest', 'Guests cannot own endpoints. Please choose a full member of this workspace.'],
  ['bot', 'Apps cannot own endpoints. Please choose a full member of this workspace.'],
  ['member', undefined],
] as const)('a %s as an owner', (kind, why) => {
  expect(whyNotOwner(person('U1', kind))).toBe(why);
});

test.each([
  ['the lead, when somebody else decided', 'UDANA', [], ['ULEA']],
  ['the admins, when the lead decided', 'ULEA', ['UADMIN'], ['UADMIN']],
  ['nobody, when no admin is known', 'ULEA', [], []],
  ['nobody, when they are many', 'ULEA', ['U1', 'U2', 'U3', 'U4'], []],
  ['never the one who decided', 'UADMIN', ['UADMIN', 'UOWNER'], ['ULEA', 'UOWNER']],
])('asked for a second opinion: %s', (_, decidedBy, admins, asked) => {
  expect(
    approvers(
      'ULEA',
      decidedBy,
      admins.map((userId) => person(userId, 'admin')),
    ),
  ).toEqual(asked);
});

test('a refusal names who may', () => {
  expect(whoMay('acknowledge endpoints', { ownerId: 'UDANA', leadId: 'ULEA' })).toBe(
    'the owner <@UDANA> or the review’s lead <@ULEA>',
  );
});
