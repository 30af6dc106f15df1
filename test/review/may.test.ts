import { expect, test } from 'vitest';
import { approvers, may, refusal, whoMay, whyNotOwner } from '../../src/review/may.ts';
import { type Actor, NO_ROLES } from '../../src/review/roles.ts';

const person = (userId: string, kind: Actor['kind'] = 'member', more: Partial<Actor> = {}): Actor => ({
  userId,
  kind,
  name: userId,
  timezone: null,
  lookedUpAt: new Date(0),
  groups: [],
  roles: NO_ROLES,
  ...more,
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
  expect(whoMay({ roles: NO_ROLES }, 'acknowledge endpoints', subject)).toBe('the review’s lead <@ULEA>');
  expect(whoMay({ roles: NO_ROLES }, 'decide on an item', subject)).toBe(
    'the review’s lead <@ULEA> or a workspace admin',
  );
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
  expect(whoMay({ roles: NO_ROLES }, 'acknowledge endpoints', { ownerId: 'UDANA', leadId: 'ULEA' })).toBe(
    'the owner <@UDANA> or the review’s lead <@ULEA>',
  );
});

const OF_SECURITY = { roles: { admin: ['S0SEC'], reviewer: ['UREV'] } };

test('once a workspace has set its admins, Slack’s own are none, but for the owners of the workspace, who may set them anew', () => {
  expect(may(person('UADMIN', 'admin', OF_SECURITY), 'connect Cloudflare')).toBe(false);
  expect(may(person('UOWNER', 'owner', OF_SECURITY), 'connect Cloudflare')).toBe(false);
  expect(may(person('UOWNER', 'owner', OF_SECURITY), 'change settings')).toBe(true);
  expect(may(person('U1', 'member', { ...OF_SECURITY, groups: ['S0SEC'] }), 'connect Cloudflare')).toBe(true);
});

test('once there are reviewers, they and the admins start reviews and approve; others own, answer and read', () => {
  const member = person('U1', 'member', OF_SECURITY);
  expect(may(member, 'start a review')).toBe(false);
  expect(may(member, 'approve or decline this decision', { decidedBy: 'U2' })).toBe(false);
  expect(may(member, 'read a review')).toBe(true);
  expect(may(member, 'acknowledge endpoints', { ownerId: 'U1' })).toBe(true);
  expect(may(person('UREV', 'member', OF_SECURITY), 'start a review')).toBe(true);
  expect(may(person('U3', 'member', { ...OF_SECURITY, groups: ['S0SEC'] }), 'start a review')).toBe(true);
  expect(refusal(member, 'start a review')).toBe(
    'You may not start a review. Who may: a reviewer (<@UREV>). Nothing was changed.',
  );
});

test('a member of the group that owns endpoints acts as the owner, and so does the deputy', () => {
  const subject = { ownerId: 'S0PAY', deputyId: 'UDEP', leadId: 'ULEAD' };
  expect(may(person('U1', 'member', { groups: ['S0PAY'] }), 'acknowledge endpoints', subject)).toBe(true);
  expect(may(person('UDEP'), 'acknowledge endpoints', subject)).toBe(true);
  expect(may(person('U2'), 'acknowledge endpoints', subject)).toBe(false);
  expect(whoMay(person('U2'), 'acknowledge endpoints', subject)).toBe(
    'the owner <!subteam^S0PAY> or the deputy <@UDEP> or the review’s lead <@ULEAD>',
  );
});
