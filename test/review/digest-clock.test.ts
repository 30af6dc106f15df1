/** Two years of digests on a simulated clock, with the process dead at random: one per channel and period, on time or late. */
import { expect, test } from 'vitest';
import { due } from '../../src/review/digest.ts';
import { localTime, minutesOf } from '../../src/review/local-time.ts';

const ZONES = [
  'Europe/Berlin',
  'Europe/London',
  'America/New_York',
  'America/Sao_Paulo',
  'Atlantic/Azores',
  'Africa/Cairo',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Australia/Lord_Howe', // half an hour of daylight saving
  'Pacific/Chatham',
  'Pacific/Auckland',
  'Pacific/Kiritimati',
];
/** Some of them are not there, or there twice, on the night in which the clocks change. */
const TIMES = ['09:00', '02:30', '00:00', '23:45', '01:59'];
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const START = Date.UTC(2026, 0, 1);
const END = Date.UTC(2028, 0, 1);
const TICK_MINUTES = 10;
const LATE_AFTER_MINUTES = 30;

const channels = ZONES.flatMap((timezone, zone) =>
  TIMES.map((at, time) => ({
    channelId: `C${zone}-${time}`,
    timezone,
    at,
    // Sunday, on which most clocks change, for two of five
    weekday: time < 2 ? 7 : ((zone + time) % 7) + 1,
    setAt: new Date(START),
    mutedUntil: null,
  })),
);

/** Reproducible chance. */
function dice(seed: number) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

interface Posted {
  period: string;
  at: number;
  late: boolean;
}

/** A tick of a living process looks at every channel; the row of a period is taken by whoever inserts it first. */
function live(seed: number): Map<string, Posted[]> {
  const chance = dice(seed);
  const rows = new Map(channels.map(({ channelId }) => [channelId, new Map<string, Posted>()]));
  let deadUntil = START;
  for (let minute = START; minute < END; minute += TICK_MINUTES * MINUTE_MS) {
    if (minute < deadUntil) continue;
    const now = minute + Math.floor(chance() * TICK_MINUTES) * MINUTE_MS;
    for (const channel of channels) {
      if (chance() < 0.0002) {
        // It dies between two channels: what is committed is committed, the rest is for the next one.
        const days = chance() < 0.1 ? 3 : 0.1;
        deadUntil = now + chance() * days * DAY_MS;
        break;
      }
      const found = due(channel, new Date(now));
      const taken = rows.get(channel.channelId);
      if (found && taken && !taken.has(found.period)) taken.set(found.period, { ...found, at: now });
    }
  }
  return new Map([...rows].map(([channelId, posted]) => [channelId, [...posted.values()]]));
}

/** Every day of the week that is named, on the calendar of the zone, but for those at the very ends. */
function periodsOf(weekday: number): string[] {
  const days = Array.from({ length: (END - START) / DAY_MS - 8 }, (_, n) => new Date(START + (n + 2) * DAY_MS));
  return days.filter((day) => (day.getUTCDay() || 7) === weekday).map((day) => day.toISOString().slice(0, 10));
}

test('each of 60 channels in 12 zones has exactly one digest per period, at its local time or marked late', () => {
  const posted = live(7);
  let late = 0;
  for (const { channelId, weekday, at, timezone } of channels) {
    const own = posted.get(channelId) ?? [];
    const told = own.map(({ period }) => period);
    expect(new Set(told).size).toBe(told.length);
    expect(periodsOf(weekday).filter((period) => !told.includes(period))).toEqual([]);
    for (const each of own) {
      const { day, minutes } = localTime(new Date(each.at), timezone);
      const after = (Date.parse(day) - Date.parse(each.period)) / MINUTE_MS + minutes - minutesOf(at);
      expect(after, `${channelId} ${each.period}`).toBeGreaterThanOrEqual(0);
      expect(each.late, `${channelId} ${each.period}: ${after} minutes`).toBe(after > LATE_AFTER_MINUTES);
      if (each.late) late += 1;
    }
  }
  expect(late).toBeGreaterThan(50); // else nothing was tried
}, 180_000);
