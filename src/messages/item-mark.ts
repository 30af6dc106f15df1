/** What people say of an item beside deciding it: the form, the words in the list, and that it has ended. */
import type { KnownBlock, ModalView } from '@slack/types';
import type { Mark } from '../review/marks.ts';
import { isOpen, type Review, type ReviewItem } from '../review/review.ts';
import { ACTIONS, VIEWS } from './action-ids.ts';
import { field, form, words } from './form.ts';
import { actions, amount, button, clip, lines, type Message, person, plain, safe, section } from './message.ts';

const SHOWN = 8;

const TITLES: Record<Mark['kind'], string> = { planned: 'Planned', 'false-positive': 'False positive' };
const REASONS: Record<Mark['kind'], string> = {
  planned: 'What is planned, and where?',
  'false-positive': 'Why is it wrong?',
};
const HINTS: Record<Mark['kind'], string> = {
  planned: 'It stays in the list, and is reminded of on that day.',
  'false-positive': 'It leaves the list, is counted there, and comes back on that day or when something else is found.',
};

export function markForm(review: Review, item: ReviewItem, kind: Mark['kind'], proposedEnd: string): ModalView {
  return form(VIEWS.mark, { about: `${review.id} ${item.id} ${kind}`, title: TITLES[kind], submit: 'Save' }, [
    { type: 'section', text: words(clip(`${item.rank}. ${item.title}`, 2900)) },
    field('reason', REASONS[kind], {
      type: 'plain_text_input',
      action_id: 'reason',
      multiline: true,
      min_length: 10,
      max_length: 1000,
    }),
    field(
      'until',
      'Until when?',
      { type: 'datepicker', action_id: 'until', initial_date: proposedEnd },
      { hint: HINTS[kind] },
    ),
  ]);
}

export const marked = (review: Review, item: ReviewItem, { kind, until }: Pick<Mark, 'kind' | 'until'>): Message =>
  plain(
    kind === 'planned'
      ? `Recorded in ${safe(review.name)}: *${safe(item.title)}* is planned until ${until}. It stays in the list.`
      : `Recorded in ${safe(review.name)}: *${safe(item.title)}* is said to be a false positive. It leaves the list, and comes back on ${until} or as soon as something else is found.`,
  );

export const plannedInWords = ({ until, setBy, reason }: Mark): string =>
  `:calendar: Planned until ${until} by ${person(setBy)}: ${safe(reason, 300)}`;

/** What is muted is counted and named where the list is. */
export function mutedBlocks(review: Review, marks: readonly Mark[], reader: 'channel' | 'person'): KnownBlock[] {
  const muted = marks.filter(({ kind }) => kind === 'false-positive');
  if (muted.length === 0) return [];
  const head = `:mute: *${amount(muted.length)} said to be false positives*, so not in the list`;
  if (reader === 'channel' || !isOpen(review))
    return [section(`${head}:\n${lines(muted, SHOWN, (mark) => `• ${safe(mark.title)}, until ${mark.until}`)}`)];
  return [
    section(head),
    ...muted
      .slice(0, SHOWN)
      .flatMap((mark) => [
        section(`*${safe(mark.title)}*, until ${mark.until}, by ${person(mark.setBy)}: ${safe(mark.reason, 500)}`),
        actions(button('Back into the list', ACTIONS.unmute, `${review.id} ${mark.id}`)),
      ]),
  ];
}

export function backInList(mark: Mark, why: 'day' | 'changed'): Message {
  const reason = why === 'day' ? 'that day has come' : 'something else is found there now';
  const what = mark.kind === 'planned' ? `was planned until ${mark.until}` : 'was said to be a false positive';
  return plain(
    `${person(mark.setBy)}, *${safe(mark.title)}* ${what}, and ${reason}. It stands in the list${mark.kind === 'planned' ? '' : ' again'}.`,
  );
}

/** A risk was accepted for what was there then. */
export const acceptedOtherwise = (by: string, title: string, why: string): Message =>
  plain(`${person(by)}, the risk of *${safe(title)}* is not accepted any more: ${safe(why, 600)}. Please decide anew.`);
