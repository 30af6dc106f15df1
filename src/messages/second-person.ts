/** A decision that rejects traffic or accepts a risk, put before a second person. */
import type { ModalView } from '@slack/types';
import type { Choice, Decision, Review, ReviewItem } from '../review/review.ts';
import { ACTIONS, VIEWS } from './action-ids.ts';
import { field, form, words } from './form.ts';
import { actions, button, clip, context, type Message, message, person, plain, safe, section } from './message.ts';
import { choiceInWords, decisionInWords, pageOf } from './remediation-list.ts';

/** `asked` are those who are mentioned, so that they are notified. */
export function secondPerson(
  review: Review,
  item: Known | undefined,
  decision: Decision,
  asked: readonly string[],
): Message {
  const title = titleOf(item);
  const text = `${person(decision.decidedBy)} decided *${choiceInWords(decision.choice)}*${untilInWords(decision)} for ${title}`;
  const reason = decision.reason ? `\nReason: ${safe(decision.reason, 1000)}` : '';
  if (decision.state !== 'proposed') return message(text, [section(text + reason), context(decisionInWords(decision))]);
  if (review.state === 'closed' || review.state === 'cancelled') {
    return message(text, [section(text + reason), context('The review ended before a second person answered.')]);
  }
  return message(`${text}. A second person has to approve it.`, [
    section(`${text}${reason}`),
    context(
      `This ${decision.choice === 'accept' ? 'accepts a risk' : 'can reject traffic'}, so someone other than ${person(decision.decidedBy)} has to approve it${asked.length > 0 ? `, for example ${asked.map(person).join(' or ')}` : ''}.`,
    ),
    actions(
      button('Approve', ACTIONS.approve, decision.id, { style: 'primary' }),
      button('Decline', ACTIONS.decline, decision.id),
    ),
  ]);
}

/** For the one who decided: a new message, because a redrawn one notifies nobody. */
export function secondAnswered(item: Known | undefined, decision: Decision, secondBy: string): Message {
  const declined = decision.state === 'declined';
  const then = !declined
    ? 'It stands.'
    : item && item.rank !== null
      ? `Nothing of it is done, and the item waits for another decision: \`/api-review decide ${item.rank}\`.`
      : 'Nothing of it is done.';
  return plain(
    `${person(decision.decidedBy)}, ${person(secondBy)} ${declined ? 'declined' : 'approved'} your *${choiceInWords(decision.choice)}*${untilInWords(decision)} for ${titleOf(item)}. ${then}`,
  );
}

/** For the one who decided: nobody may approve what rests on something else now. */
export const toDecideAgain = (item: Known | undefined, decision: Decision): Message =>
  plain(
    `${person(decision.decidedBy)}, what was found for ${titleOf(item)} changed before your *${choiceInWords(decision.choice)}* was approved, so it cannot be approved any more. ${item?.rank ? `Please decide again: \`/api-review decide ${item.rank}\`.` : 'There is nothing left to decide.'}`,
  );

const untilInWords = ({ until }: Decision) => (until ? ` until ${until}` : '');

/** What is staged stands in no list any more, so it has no number. */
const titleOf = (item: Known | undefined) =>
  item === undefined
    ? 'an item that is no longer in the list'
    : item.rank === null
      ? safe(item.title)
      : `${item.rank}. ${safe(item.title)}`;

type Known = Pick<ReviewItem, 'title'> & { rank: number | null };

/** What the one who decides is told alone. */
export function recorded(
  review: Review,
  item: ReviewItem,
  choice: Choice,
  second: 'not needed' | readonly string[],
  before?: Decision,
): Message {
  const page = pageOf(item);
  const where =
    page === 1
      ? 'It stands in the review’s thread.'
      : `It stands on page ${page} of the list: \`/api-review remediation ${page}\`.`;
  const instead = before ? ` It replaces ${decisionInWords(before)}.` : '';
  return plain(
    `Recorded in ${safe(review.name)}: ${choiceInWords(choice)} for ${titleOf(item)}. ${second === 'not needed' ? where : toApprove(second)}${instead}`,
  );
}

const toApprove = (asked: readonly string[]) =>
  asked.length > 0
    ? `A second person has to approve it: ${asked.map(person).join(' and ')} ${asked.length === 1 ? 'is' : 'are'} asked in the review’s thread.`
    : 'A second person has to approve it. Nobody was notified: please ask a full member of this workspace to press Approve in the review’s thread.';

/** Accepting a risk needs a reason and an end. Dates are `YYYY-MM-DD`. */
export function acceptRiskForm(review: Review, item: ReviewItem, proposedEnd: string, replaces?: string): ModalView {
  const about = `${review.id} ${item.id}${replaces ? ` ${replaces}` : ''}`;
  return form(VIEWS.acceptRisk, { about, title: 'Accept risk', submit: 'Accept' }, [
    { type: 'section', text: words(clip(`${item.rank}. ${item.title}`, 2900)) },
    field('reason', 'Why is it acceptable?', {
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
      { hint: 'It comes back on that day. A second person has to approve.' },
    ),
  ]);
}
