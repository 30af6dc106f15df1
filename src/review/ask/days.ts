/** Stretches of time as people name them, in days of their own calendar. Weeks begin on Monday. */

export interface Days {
  from: string;
  until: string;
}

const DAY_MS = 24 * 60 * 60_000;
const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
const DATE = '\\d{4}-\\d{2}-\\d{2}';
const NUMBERS = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];
const ONE_DAY = `${DATE}|today|yesterday|${WEEKDAYS.join('|')}`;
const STRETCH = '(?:this|last|past) (?:week|month)';

const plus = (day: string, n: number) => new Date(Date.parse(day) + n * DAY_MS).toISOString().slice(0, 10);
const monday = (day: string) => plus(day, -((new Date(day).getUTCDay() + 6) % 7));
const isDay = (text: string) => !Number.isNaN(Date.parse(text)) && plus(text, 0) === text;

/** The day it is where somebody lives. */
export const localDay = (moment: Date, timezone: string | null): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: timezone ?? 'UTC' }).format(moment);

/** The stretch that the words name, and the words without it. */
export function readDays(said: string, today: string): { days?: Days; rest: string } {
  for (const [pattern, read] of WAYS) {
    const match = new RegExp(`\\b${pattern}\\b`).exec(said);
    const days = match && read(match, today);
    if (match && days && isDay(days.from) && isDay(days.until)) return { days, rest: said.replace(match[0], ' ') };
  }
  return { rest: said };
}

const WAYS: readonly [string, (match: RegExpExecArray, today: string) => Days | undefined][] = [
  [`(?:between|from) (${DATE}) (?:and|to|until) (${DATE})`, ([, from = '', until = '']) => ({ from, until })],
  [
    `(?:since|after|from) (${ONE_DAY}|${STRETCH})`,
    ([, named = ''], today) => ({ from: stretch(named, today).from, until: today }),
  ],
  [
    `(?:in |of |within |during |over )?(?:the )?(?:last|past) (\\d{1,3}|${NUMBERS.join('|')}) (day|week|month)s?`,
    ([, n = '', unit = ''], today) => ({
      from: plus(today, 1 - (Number(n) || NUMBERS.indexOf(n)) * { day: 1, week: 7, month: 30 }[unit as 'day']),
      until: today,
    }),
  ],
  [`(?:in |of |from |on |during )?(${STRETCH}|${ONE_DAY})`, ([, named = ''], today) => stretch(named, today)],
];

function stretch(named: string, today: string): Days {
  const first = `${today.slice(0, 8)}01`;
  const before = plus(first, -1);
  switch (named.replace('past', 'last')) {
    case 'today':
      return { from: today, until: today };
    case 'yesterday':
      return { from: plus(today, -1), until: plus(today, -1) };
    case 'this week':
      return { from: monday(today), until: today };
    case 'last week':
      return { from: plus(monday(today), -7), until: plus(monday(today), -1) };
    case 'this month':
      return { from: first, until: today };
    case 'last month':
      return { from: `${before.slice(0, 8)}01`, until: before };
    default: {
      const weekday = WEEKDAYS.indexOf(named);
      const day = weekday < 0 ? named : plus(today, -((((new Date(today).getUTCDay() + 6) % 7) - weekday + 7) % 7));
      return { from: day, until: day };
    }
  }
}
