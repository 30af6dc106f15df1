/** A day as people write it; nothing where the words could be another day, or none. */

const MONTHS = 'january february march april may june july august september october november december'.split(' ');

/** `today` says which year is meant where none is said: the next such day. */
export function dayIn(words: string, today?: string): string | undefined {
  const said = words
    .trim()
    .toLowerCase()
    .replace(/(\d)(?:st|nd|rd|th)\b/g, '$1');
  const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(said);
  if (iso) return dayOf(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const european = /^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})$/.exec(said);
  if (european) return dayOf(Number(european[3]), Number(european[2]), Number(european[1]));
  const named =
    /^(?<day>\d{1,2})\.?\s+(?:of\s+)?(?<month>[a-z]{3,9})\.?(?:,?\s+(?<year>\d{4}))?$/.exec(said) ??
    /^(?<month>[a-z]{3,9})\.?\s+(?<day>\d{1,2})(?:,?\s+(?<year>\d{4}))?$/.exec(said);
  if (!named?.groups) return undefined;
  const { day = '', month: name = '', year } = named.groups;
  const month =
    MONTHS.findIndex((each) => each === name || (name.length <= 4 && each.startsWith(name.slice(0, 4)))) + 1;
  if (month === 0) return undefined;
  if (year !== undefined) return dayOf(Number(year), month, Number(day));
  if (today === undefined) return undefined;
  const thisYear = Number(today.slice(0, 4));
  return [thisYear, thisYear + 1]
    .map((each) => dayOf(each, month, Number(day)))
    .find((each) => each !== undefined && each >= today);
}

/** There is no 30 February. */
function dayOf(year: number, month: number, day: number): string | undefined {
  if (year < 2000 || year > 2100) return undefined;
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date.toISOString().slice(0, 10) : undefined;
}
