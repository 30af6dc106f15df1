/** What an owner answered in an earlier review: all of it to be confirmed by one click, or why it is asked anew. */
import { ControlName } from '../review/ask/asked.ts';
import { bankQuestion, choiceOf } from '../review/questions.ts';
import type { AskedAnew, EarlierAnswer, Question } from '../review/review.ts';
import { ACTIONS } from './action-ids.ts';
import { controlInWords } from './control-words.ts';
import { actions, button, context, count, type Message, message, moment, person, safe, section } from './message.ts';

const TOGETHER = 10;

/** What one click confirms is what stands above the button. */
export const shownTogether = (offered: readonly Question[]): Question[] => offered.slice(0, TOGETHER);

/** Of one owner. */
export function earlierAnswers(offered: readonly Question[]): Message {
  const shown = shownTogether(offered);
  const [first] = shown;
  if (!first?.earlier) return message('', []);
  const [one] = shown.length === 1 ? shown : [];
  const text = `${person(first.ownerId)} you answered ${one ? 'this' : count(shown.length, 'question')} before, and nothing that we see speaks of a change. Is it still so? It counts once you say so.`;
  const left = offered.length - shown.length;
  return message(text, [
    section(text),
    ...shown.map((question) => section(lineOf(question), button('Answer anew', ACTIONS.editAnswer, question.id))),
    actions(
      button(one ? 'Still so' : `Still so, all ${shown.length}`, ACTIONS.stillSo, shown.map(({ id }) => id).join(' '), {
        style: 'primary',
      }),
    ),
    ...(left > 0
      ? [context(`${count(left, 'more answer')} of before ${left === 1 ? 'comes' : 'come'} after these.`)]
      : []),
  ]);
}

function lineOf({ asks, endpointKeys, earlier }: Question): string {
  const asked = bankQuestion(asks).text(endpointKeys.length);
  if (!earlier) return asked;
  const { words, saidAt } = earlier;
  const kept = endpointKeys.filter((key) => earlier.endpointKeys.includes(key)).length;
  const said = `*${labelOf(asks, earlier)}*${words === null ? '' : ` from “${safe(words, 150)}”`}, ${moment(saidAt)}`;
  return `${said}: ${asked}${kept < endpointKeys.length ? ` It was said of ${kept} of them.` : ''}`;
}

/** Said where it is asked anew though it was answered before. */
export function askedAnew(asks: string, earlier: EarlierAnswer): string {
  const { saidAt, review, anew } = earlier;
  const was = `The answer in ${safe(review, 60)}, ${moment(saidAt)}, was *${labelOf(asks, earlier)}*.`;
  return anew === null ? was : `${was} It is asked anew: ${whyAnew(anew)}.`;
}

function whyAnew(anew: AskedAnew): string {
  if (anew.because === 'expired') return `that is more than ${anew.days} days ago`;
  const { fact, was, now, endpoints } = anew;
  return `${factInWords(fact)} was ${safe(was, 80)} then and is ${safe(now, 80)} now${endpoints > 1 ? `, or something else has changed, on ${count(endpoints, 'endpoint')}` : ''}`;
}

const FACTS: Record<string, string> = {
  audience: 'the audience',
  sensitivity: 'what is at stake',
  risk: 'what Cloudflare marks as a risk',
  credential: 'the credential that is enforced',
};

function factInWords(fact: string): string {
  const control = ControlName.safeParse(fact);
  return FACTS[fact] ?? (control.success ? `the ${controlInWords(control.data)}` : safe(fact, 40));
}

const labelOf = (asks: string, { value }: EarlierAnswer) => safe(choiceOf(bankQuestion(asks), value)?.label ?? value);
