const day: Intl.DateTimeFormatOptions = { month: 'long', day: 'numeric', year: 'numeric' };
const shortDay: Intl.DateTimeFormatOptions = { month: 'short', day: 'numeric', year: 'numeric' };
const clock: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit' };

const on = (date: Date, options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(undefined, options).format(date);

/** A message's timestamp as a date. */
export const sentAt = (ts: string): Date => new Date(Number(ts) * 1000);

export const clockTime = (date: Date): string => on(date, clock);

/** "Today", "Yesterday" or the date. */
export function dayName(date: Date, now = new Date()): string {
  const days = Math.round((midnight(now) - midnight(date)) / 86_400_000);
  if (days === 0) return 'Today';
  if (days === 1) return 'Yesterday';
  if (days === -1) return 'Tomorrow';
  return on(date, { weekday: 'long', ...day });
}

const midnight = (date: Date): number => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();

/** Slack's date tokens, in the reader's own time zone. */
export function slackDate(seconds: number, format: string, now = new Date()): string {
  const date = new Date(seconds * 1000);
  const pretty = (plain: string) => {
    const name = dayName(date, now);
    return /^(Today|Yesterday|Tomorrow)$/.test(name) ? name.toLowerCase() : plain;
  };
  const tokens: Record<string, () => string> = {
    date_num: () => [date.getFullYear(), date.getMonth() + 1, date.getDate()].map(twoDigits).join('-'),
    date: () => on(date, day),
    date_short: () => on(date, shortDay),
    date_long: () => on(date, { weekday: 'long', ...day }),
    date_pretty: () => pretty(on(date, day)),
    date_short_pretty: () => pretty(on(date, shortDay)),
    date_long_pretty: () => pretty(on(date, { weekday: 'long', ...day })),
    time: () => on(date, clock),
    time_secs: () => on(date, { ...clock, second: '2-digit' }),
    ago: () => ago(date, now),
  };
  const text = format.replace(/\{(\w+)\}/g, (written, name: string) => tokens[name]?.() ?? written);
  return text.charAt(0).toUpperCase() + text.slice(1);
}

const twoDigits = (part: number): string => String(part).padStart(2, '0');

function ago(date: Date, now: Date): string {
  const minutes = Math.round((date.getTime() - now.getTime()) / 60_000);
  const words = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' });
  if (Math.abs(minutes) < 60) return words.format(minutes, 'minute');
  if (Math.abs(minutes) < 60 * 24) return words.format(Math.round(minutes / 60), 'hour');
  return words.format(Math.round(minutes / 60 / 24), 'day');
}
