/** Reminders: in working hours of whoever reads them, up the ladder, never too many, and gone when the thing is done. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { localTime, momentOf } from '../../src/review/local-time.ts';
import {
  type Everybody,
  nextReminders,
  PACE,
  type Reminded,
  type Waiting,
  waitingIn,
} from '../../src/review/reminders.ts';

const everybody = (zoneOf: (userId: string) => string, more: Partial<Everybody> = {}): Everybody => ({
  zoneOf,
  reaches: () => true,
  securityLeadId: null,
  ...more,
});
const inBerlin = everybody(() => 'Europe/Berlin');
/** Friday afternoon. */
const at = (moment: string) => new Date(`${moment}:00Z`);
const since = at('2026-11-27T15:30');
const one: Waiting = { reviewId: 'R1', leadId: 'ULEA', ownerId: 'UDANA', since };

/** Plays reminders as they come due: each is sent at its moment. */
function play(waiting: readonly Waiting[], people: Everybody, times: number): Reminded[] {
  const sent: Reminded[] = [];
  let now = since;
  for (let n = 0; n < times; n++) {
    const [next] = nextReminders(waiting, sent, people, now);
    if (!next) break;
    now = next.at;
    sent.push({ ...next, sentAt: now });
  }
  return sent;
}

const inShort = ({ userId, silent, sentAt }: Reminded) =>
  `${sentAt.toISOString().slice(0, 16)} ${userId}${silent.length > 0 ? ` about ${silent}` : ''}`;

test('a silent owner hears on the next working morning and two working days later, then the lead, then weekly the owner', () => {
  expect(play([one], inBerlin, 6).map(inShort)).toEqual([
    '2026-11-30T08:00 UDANA',
    '2026-12-02T08:00 UDANA',
    '2026-12-04T08:00 ULEA about UDANA',
    '2026-12-11T08:00 UDANA',
    '2026-12-18T08:00 UDANA',
    '2026-12-25T08:00 UDANA',
  ]);
});

test('a lead who is the silent owner is not told about themselves', () => {
  expect(play([{ ...one, leadId: 'UDANA' }], inBerlin, 4).every(({ own, silent }) => own && silent.length === 0)).toBe(
    true,
  );
});

test('what is done is not reminded of again, and what comes later begins anew', () => {
  const sent = play([one], inBerlin, 3);
  expect(nextReminders([], sent, inBerlin, new Date('2026-12-11T08:00:00Z'))).toEqual([]);
  const anew = { ...one, since: new Date('2026-12-14T10:00:00Z') };
  expect(nextReminders([anew], sent, inBerlin, anew.since)).toMatchObject([{ userId: 'UDANA', day: '2026-12-15' }]);
});

test.each([
  ['at night', '2026-12-01T02:00:00Z', '2026-12-01T08:00:00.000Z'],
  ['in the evening', '2026-12-01T16:00:00Z', '2026-12-02T08:00:00.000Z'],
  ['on a Saturday', '2026-12-05T11:00:00Z', '2026-12-07T08:00:00.000Z'],
  ['in working hours', '2026-12-01T12:34:00Z', '2026-12-01T12:34:00.000Z'],
])('overdue %s, it comes when the person works', (_, now, at) => {
  expect(nextReminders([one], [], inBerlin, new Date(now))[0]?.at.toISOString()).toBe(at);
});

test('the lead is told of all who are silent in one message', () => {
  const sent = play([one, { ...one, ownerId: 'UADA' }], inBerlin, 5);
  expect(sent.at(-1)).toMatchObject({ userId: 'ULEA', silent: ['UADA', 'UDANA'] });
});

test('what a person is to hear of several reviews on one day is one message', () => {
  const many = Array.from({ length: 5 }, (_, n) => ({ ...one, reviewId: `R${n}` }));
  const next = nextReminders(many, [], inBerlin, since);
  expect(next.map(({ reviewId }) => reviewId)).toEqual(['R0', 'R1', 'R2', 'R3', 'R4']);
  expect(new Set(next.map(({ at }) => at.toISOString()))).toEqual(new Set(['2026-11-30T08:00:00.000Z']));
});

test('a person hears at most three times in seven days, of whatever waits longest first', () => {
  const many = Array.from({ length: 5 }, (_, n) => ({
    ...one,
    reviewId: `R${n}`,
    since: new Date(Date.UTC(2026, 10, 29 + n, 10)),
  }));
  const days = nextReminders(many, [], inBerlin, many[0]?.since ?? since).map(({ day }) => day);
  expect(days).toEqual(['2026-11-30', '2026-12-01', '2026-12-02', '2026-12-07', '2026-12-07']);
});

test('deputy, lead and security lead hear one after the other, then the owner every week', () => {
  const ladder = { ...one, deputies: ['UDEPUTY'] };
  expect(play([ladder], { ...inBerlin, securityLeadId: 'USEC' }, 7).map(inShort)).toEqual([
    '2026-11-30T08:00 UDANA',
    '2026-12-02T08:00 UDANA',
    '2026-12-04T08:00 UDEPUTY about UDANA',
    '2026-12-08T08:00 ULEA about UDANA',
    '2026-12-10T08:00 USEC about UDANA',
    '2026-12-17T08:00 UDANA',
    '2026-12-24T08:00 UDANA',
  ]);
});

test('an owner who is gone is never reminded: the lead hears, then the security lead, then the lead every week', () => {
  const people = { ...inBerlin, securityLeadId: 'USEC', reaches: (userId: string) => userId !== 'UDANA' };
  expect(play([one], people, 4).map(inShort)).toEqual([
    '2026-11-30T08:00 ULEA about UDANA',
    '2026-12-02T08:00 USEC about UDANA',
    '2026-12-09T08:00 ULEA about UDANA',
    '2026-12-16T08:00 ULEA about UDANA',
  ]);
});

test('whoever is the lead and the security lead hears once, and a lead who is gone is left out', () => {
  const heard = (people: Partial<Everybody>) =>
    new Set(play([one], { ...inBerlin, ...people }, 6).map(({ userId }) => userId));
  expect(heard({ securityLeadId: 'ULEA' })).toEqual(new Set(['UDANA', 'ULEA']));
  expect(heard({ securityLeadId: 'USEC', reaches: (userId) => userId !== 'ULEA' })).toEqual(new Set(['UDANA', 'USEC']));
});

test('what could not be posted counts neither as said nor for the week, and is not tried again on the same day', () => {
  const lost: Reminded = {
    reviewId: 'R1',
    userId: 'UDANA',
    own: true,
    silent: [],
    sentAt: at('2026-11-30T08:00'),
    lost: true,
  };
  expect(nextReminders([one], [lost], inBerlin, at('2026-11-30T09:00'))).toMatchObject([
    { userId: 'UDANA', own: true, day: '2026-12-02' },
  ]);
  const next = nextReminders([one], [lost], inBerlin, at('2026-12-02T09:00'), { ...PACE, perWeek: 1 });
  expect(next).toMatchObject([{ userId: 'UDANA', own: true, day: '2026-12-02' }]);
});

test('a decision that waits for a second person is reminded of like everything else', () => {
  const approvals = [{ ownerId: 'UADA', since, deputies: ['UADMIN'] }];
  expect(waitingIn({ id: 'R1', leadId: 'ULEA' }, [], [], approvals)).toEqual([
    { reviewId: 'R1', leadId: 'ULEA', ownerId: 'UADA', since, deputies: ['UADMIN'] },
  ]);
});

test.each([
  ['summer time begins', '2026-03-29', 9 * 60, '2026-03-29T07:00:00.000Z'],
  ['summer time ends', '2026-10-25', 9 * 60, '2026-10-25T08:00:00.000Z'],
  ['the clock leaps over it', '2026-03-29', 2 * 60 + 30, '2026-03-29T01:30:00.000Z'],
  ['the clock shows it twice', '2026-10-25', 2 * 60 + 30, '2026-10-25T00:30:00.000Z'],
])('a time of a day on which %s', (_, day, minutes, expected) => {
  expect(momentOf(day, minutes, 'Europe/Berlin').toISOString()).toBe(expected);
});

const ZONES = [
  'Europe/Berlin',
  'America/New_York',
  'America/St_Johns',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Pacific/Chatham',
  'Pacific/Kiritimati',
  'UTC',
];
const DAY_MS = 24 * 60 * 60_000;

test('over ninety days nothing open is without a next reminder, nobody is told twice a day, at night, on a holiday, or more often a week than is set', () => {
  const person = fc.nat(7).map((n) => `U${n}`);
  const thing = fc.record({
    reviewId: fc.nat(3).map((n) => `R${n}`),
    ownerId: person,
    opens: fc.nat(60),
    lasts: fc.integer({ min: 1, max: 90 }),
    deputies: fc.array(person, { maxLength: 2 }),
  });
  const around = fc.record({
    gone: fc.array(person, { maxLength: 3 }),
    securityLeadId: fc.option(person),
    step: fc.integer({ min: 1, max: 4 }),
    perWeek: fc.integer({ min: 1, max: 4 }),
    holidays: fc.array(
      fc.nat(90).map((n) => new Date(Date.UTC(2026, 1, 20 + n)).toISOString().slice(0, 10)),
      { maxLength: 20 },
    ),
  });
  const start = new Date('2026-02-20T00:00:00Z');
  fc.assert(
    fc.property(
      fc.uniqueArray(thing, { minLength: 1, maxLength: 15, selector: ({ reviewId, ownerId }) => reviewId + ownerId }),
      fc.array(fc.nat(600), { minLength: 1, maxLength: 20 }),
      around,
      (things, lateness, { gone, securityLeadId, ...wish }) => {
        const pace = { ...PACE, ...wish };
        const zoneOf = (userId: string) => ZONES[Number(userId.slice(1))] ?? 'UTC';
        const people = everybody(zoneOf, { reaches: (userId) => !gone.includes(userId), securityLeadId });
        const at = (days: number) => new Date(start.getTime() + days * DAY_MS);
        const sent: Reminded[] = [];
        for (let now = start, n = 0; now < at(90); n++) {
          const open = things
            .filter((one) => at(one.opens) <= now && now < at(one.opens + one.lasts))
            .map((one) => ({ ...one, leadId: `U${one.reviewId.slice(1)}`, since: at(one.opens) }));
          const next = nextReminders(open, sent, people, now, pace);
          for (const { reviewId, ownerId } of open) {
            const theirs = next.filter((one) => one.reviewId === reviewId);
            expect(theirs.some((one) => (one.own && one.userId === ownerId) || one.silent.includes(ownerId))).toBe(
              true,
            );
          }
          const due = next.filter((one) => one.at <= now);
          expect(due.every(({ reviewId }) => open.some((one) => one.reviewId === reviewId))).toBe(true);
          sent.push(...due.map((one) => ({ ...one, sentAt: now })));
          const soonest = next.find((one) => one.at > now)?.at.getTime() ?? Number.POSITIVE_INFINITY;
          const late = (lateness[n % lateness.length] ?? 0) * 60_000;
          now = new Date(Math.min(soonest + late, now.getTime() + DAY_MS));
        }
        const rows = sent.map(
          (one) => `${one.reviewId} ${one.userId} ${localTime(one.sentAt, zoneOf(one.userId)).day}`,
        );
        expect(new Set(rows).size).toBe(rows.length);
        // what is said to one person at one moment is one message
        const messages = [...new Map(sent.map((one) => [`${one.userId} ${one.sentAt.toISOString()}`, one])).values()];
        const days = messages.map((one) => `${one.userId} ${localTime(one.sentAt, zoneOf(one.userId)).day}`);
        expect(new Set(days).size).toBe(days.length);
        for (const { userId, sentAt } of messages) {
          const { day, weekday, minutes } = localTime(sentAt, zoneOf(userId));
          expect(wish.holidays).not.toContain(day);
          expect(weekday).toBeLessThan(6);
          expect(minutes).toBeGreaterThanOrEqual(9 * 60);
          expect(minutes).toBeLessThan(17 * 60);
          const week = messages.filter(
            (one) =>
              one.userId === userId && one.sentAt <= sentAt && one.sentAt.getTime() > sentAt.getTime() - 7 * DAY_MS,
          );
          expect(week.length).toBeLessThanOrEqual(pace.perWeek);
        }
      },
    ),
    { numRuns: 30 },
  );
});

test('what waits has been waiting since the oldest of it, and what is done is none of it', () => {
  const [early, late] = [new Date('2026-11-02T10:00:00Z'), new Date('2026-11-20T10:00:00Z')];
  const dana = { ownerId: 'UDANA', acknowledgedBy: null };
  const review = { id: 'R1', leadId: 'ULEA' };
  expect(
    waitingIn(
      review,
      [
        { ...dana, ownedSince: late },
        { ...dana, ownedSince: early, acknowledgedBy: 'UDANA' },
        { ...dana, ownerId: 'UEVE', ownedSince: early },
        { ...dana, ownerId: 'UEVE', ownedSince: late },
      ],
      [],
    ),
  ).toEqual([
    { reviewId: 'R1', leadId: 'ULEA', ownerId: 'UDANA', since: late },
    { reviewId: 'R1', leadId: 'ULEA', ownerId: 'UEVE', since: early },
  ]);
});

test.each([1, 3, 7])('put off by %s days, every step of the ladder comes at most that much later', (days) => {
  const askedAt = at('2026-11-30T09:00');
  const later = new Date(askedAt.getTime() + days * 24 * 60 * 60_000);
  const [usual, put] = [play([one], inBerlin, 6), play([{ ...one, later }], inBerlin, 6)];
  expect(put.map(({ userId }) => userId)).toEqual(usual.map(({ userId }) => userId));
  // What is due on a day off is said on the next working day.
  for (const [index, { sentAt }] of put.entries())
    expect(sentAt.getTime() - (usual[index]?.sentAt.getTime() ?? 0)).toBeLessThanOrEqual((days + 2) * 24 * 60 * 60_000);
  expect(put.every(({ sentAt }) => sentAt >= later)).toBe(true);
});
