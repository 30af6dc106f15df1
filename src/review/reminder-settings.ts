/** How a workspace wants its people reminded, and what an admin may say about it. */
import { minutesOf, WEEKDAYS } from './local-time.ts';
import { PACE, type Pace } from './reminders.ts';

export interface ReminderSettings extends Pace {
  /** Below what an owner was asked, or always directly. Whoever is told of others is told directly. */
  place: 'direct' | 'thread';
  /** Where owners are asked: in the thread while they are few, or always in one place. */
  owners: 'auto' | 'thread' | 'direct';
  /** Hears when owner, deputy and lead were reminded in vain. */
  securityLeadId: string | null;
}

export const DEFAULTS: ReminderSettings = { ...PACE, place: 'direct', owners: 'auto', securityLeadId: null };

/** What was said of each part, as it was typed into the command or the form. */
type Wish = Partial<Record<Part, string>>;
type Part = 'hours' | 'days' | 'pace' | 'cap' | 'place' | 'owners';
export const PARTS: readonly Part[] = ['hours', 'days', 'pace', 'cap', 'place', 'owners'];
/** In words for whoever said it, by part. */
type Problems = Partial<Record<Part, string>>;

const STEP_AT_MOST = 20;
const PER_WEEK_AT_MOST = 20;

/** The parts that were not spoken of stay as they are. */
export function changed(before: ReminderSettings, wish: Wish): ReminderSettings | { problems: Problems } {
  const problems: Problems = {};
  const read = <T>(part: Part, reader: (text: string) => T | undefined, problem: string): T | undefined => {
    const text = wish[part]?.trim();
    if (text === undefined) return undefined;
    const value = reader(text.toLowerCase());
    if (value === undefined) problems[part] = problem;
    return value;
  };
  const hours = read('hours', readHours, 'Hours look like 09:00-17:00: an hour at least, within one day.');
  const daysOff = read('days', readDaysOff, 'Working days look like mon-fri, or mon,tue,thu: one at least.');
  const step = read('pace', numberUpTo(STEP_AT_MOST), `The pace is a number of working days, 1 to ${STEP_AT_MOST}.`);
  const perWeek = read(
    'cap',
    numberUpTo(PER_WEEK_AT_MOST),
    `The cap is a number of messages a week, 1 to ${PER_WEEK_AT_MOST}.`,
  );
  const place = read('place', readPlace, 'The place is thread or direct.');
  const owners = read(
    'owners',
    (text) => (text === 'auto' || text === 'thread' || text === 'direct' ? text : undefined),
    'Owners are asked auto, thread or direct.',
  );
  if (Object.keys(problems).length > 0) return { problems };
  return {
    ...before,
    ...hours,
    daysOff: daysOff ?? before.daysOff,
    step: step ?? before.step,
    perWeek: perWeek ?? before.perWeek,
    place: place ?? before.place,
    owners: owners ?? before.owners,
  };
}

/** `hours 09:00-17:00 days mon-fri`: each part is followed by its value. Undefined when it is not said like that. */
export function readWish(words: readonly string[]): Wish | undefined {
  const wish: Wish = {};
  for (let at = 0; at < words.length; at += 2) {
    const [part, value] = [PARTS.find((each) => each === words[at]?.toLowerCase()), words[at + 1]];
    if (!part || value === undefined || wish[part] !== undefined) return undefined;
    wish[part] = value;
  }
  return wish;
}

function readHours(text: string): Pick<Pace, 'opens' | 'closes'> | undefined {
  const [, opens = '', closes = ''] = /^(\d{1,2}:\d{2})\s*(?:-|–|to)\s*(\d{1,2}:\d{2})$/.exec(text) ?? [];
  const clock = (time: string) => (/^([01]?\d|2[0-3]):[0-5]\d$/.test(time) ? time.padStart(5, '0') : undefined);
  const [from, to] = [clock(opens), clock(closes)];
  return from && to && minutesOf(to) - minutesOf(from) >= 60 ? { opens: from, closes: to } : undefined;
}

function readDaysOff(text: string): number[] | undefined {
  const dayOf = (word: string | undefined) => WEEKDAYS.indexOf((word ?? '').slice(0, 3)) + 1;
  const working = new Set<number>();
  for (const part of text.split(/[\s,]+/).filter(Boolean)) {
    const [from, to = from] = part.split(/[-–]/);
    const [first, last] = [dayOf(from), dayOf(to)];
    if (first === 0 || last === 0) return undefined;
    for (let day = first; ; day = (day % 7) + 1) {
      working.add(day);
      if (day === last) break;
    }
  }
  return working.size === 0 ? undefined : [1, 2, 3, 4, 5, 6, 7].filter((day) => !working.has(day));
}

const numberUpTo = (most: number) => (text: string) => {
  const n = Number(text);
  return /^\d+$/.test(text) && n >= 1 && n <= most ? n : undefined;
};

const readPlace = (text: string) => (text === 'thread' || text === 'direct' ? text : undefined);

const HOLIDAYS_AT_MOST = 200;

/** Days that are to be added to the holidays, or taken away; of those that are past none is kept. */
export function withHolidays(
  before: readonly string[],
  words: readonly string[],
  today: string,
): readonly string[] | undefined {
  const [first, ...others] = words;
  if (first === 'none' && others.length === 0) return [];
  const takeAway = first === 'remove';
  const days = (takeAway ? others : words).flatMap((word) => word.split(',')).filter(Boolean);
  if (days.length === 0 || !days.every(isDay)) return undefined;
  const kept = takeAway ? before.filter((day) => !days.includes(day)) : [...before, ...days];
  return [...new Set(kept)]
    .filter((day) => day >= today)
    .sort()
    .slice(0, HOLIDAYS_AT_MOST);
}

const isDay = (text: string) =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && new Date(`${text}T00:00:00Z`).toJSON()?.slice(0, 10) === text;

/** `mon to fri`, or one by one where they do not follow each other. */
export function workingDaysInWords({ daysOff }: Pick<Pace, 'daysOff'>): string {
  const days = [1, 2, 3, 4, 5, 6, 7].filter((day) => !daysOff.includes(day));
  const [first = 1, last = first] = [days[0], days.at(-1)];
  const name = (day: number) => WEEKDAYS[day - 1] ?? '';
  return days.length > 2 && last - first === days.length - 1
    ? `${name(first)}-${name(last)}`
    : days.map(name).join(',');
}
