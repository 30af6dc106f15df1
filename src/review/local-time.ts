/** What the clock on the wall shows in a time zone, and when it shows what. */
export const WEEKDAYS: readonly string[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

const DAY_MS = 24 * 60 * 60_000;

export interface LocalTime {
  day: string;
  weekday: number;
  minutes: number;
}

// Making one takes far longer than using it.
const formats = new Map<string, Intl.DateTimeFormat>();

export function localTime(moment: Date, timeZone: string): LocalTime {
  const parts = formatIn(timeZone).formatToParts(moment);
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((each) => each.type === type)?.value ?? '';
  return {
    day: `${part('year')}-${part('month')}-${part('day')}`,
    weekday: WEEKDAYS.indexOf(part('weekday').toLowerCase()) + 1,
    minutes: Number(part('hour')) * 60 + Number(part('minute')),
  };
}

/** The first moment at which this day shows this time; where the clock leaps over it, the moment after the leap. */
export function momentOf(day: string, minutes: number, timeZone: string): Date {
  const wall = Date.parse(`${day}T00:00:00Z`) + minutes * 60_000;
  const candidates = [wall - DAY_MS, wall + DAY_MS].map((near) => wall - offsetAt(near, timeZone));
  const reached = candidates.filter((at) => at + offsetAt(at, timeZone) >= wall);
  return new Date(Math.min(...reached));
}

export const dayAfter = (day: string) => new Date(Date.parse(`${day}T00:00:00Z`) + DAY_MS).toISOString().slice(0, 10);

export const minutesOf = (clock: string) => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));

function offsetAt(at: number, timeZone: string): number {
  const { day, minutes } = localTime(new Date(at), timeZone);
  return Date.parse(`${day}T00:00:00Z`) + minutes * 60_000 - Math.floor(at / 60_000) * 60_000;
}

function formatIn(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
  });
  formats.set(timeZone, format);
  return format;
}
