/** What changed since the review before, in one line below the inventory. */
import type { Change, Changes } from '../review/changes.ts';
import { code, count, inline, safe } from './message.ts';

const SECTIONS_SHOWN = 3;

export function changesInWords({ since, counts, shown, notCompared }: Changes): string {
  const day = new Date(since.takenAt).toLocaleDateString('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });
  const all = counts.reduce((sum, { added, removed, changed }) => sum + added + removed + changed, 0);
  const sum = counts.flatMap(({ what, added, removed, changed }) => [
    ...(changed > 0 ? [`${count(changed, what)} changed`] : []),
    ...(added > 0 ? [`${count(added, what)} new`] : []),
    ...(removed > 0 ? [`${count(removed, what)} gone`] : []),
  ]);
  const told = shown.map(changeInOneClause).join('; ');
  return [
    `Since ${safe(since.name, 60)} of ${day}: ${sum.length > 0 ? `${sum.join(', ')}.` : 'nothing that was compared has changed.'}`,
    ...(told ? [`${sentence(told)}${all > shown.length ? '; and more' : ''}.`] : []),
    ...(notCompared.length > 0
      ? [`Not compared, as it was not read whole both times: ${inline(notCompared, SECTIONS_SHOWN, (name) => name)}.`]
      : []),
  ].join(' ');
}

export function changeInOneClause({ what, how, name, from, to, seen }: Change): string {
  const thing = `${what} ${code(name, 80)}`;
  const became =
    how === 'added'
      ? `${thing} is new`
      : how === 'removed'
        ? `${thing} is gone`
        : from === null || to === null
          ? `${thing} was edited`
          : `${thing} went from ${safe(from, 40)} to ${safe(to, 40)}`;
  return seen ? `${became} (${seenInWords(seen)})` : became;
}

const THROUGH: Record<string, string> = {
  dash: 'in the dashboard',
  api_token: 'by an API token',
  api_key: 'by an API key',
};

/** The day is UTC's, and the log is told apart from what we compared ourselves. */
function seenInWords({ at, through }: NonNullable<Change['seen']>): string {
  const day = new Date(at).toLocaleDateString('en-GB', {
    weekday: 'long',
    day: 'numeric',
    month: 'short',
    timeZone: 'UTC',
  });
  const how = through === null ? '' : `, ${THROUGH[through] ?? `through ${safe(through, 40)}`}`;
  return `${day}${how}, says the audit log`;
}

const sentence = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
