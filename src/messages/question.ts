/** A question to an owner, its answer as understood, and the form for both. */
import type { KnownBlock, ModalView } from '@slack/types';
import { isUnconfirmed, isWaiting } from '../review/answers.ts';
import { bankQuestion } from '../review/questions.ts';
import { isOpen, type Question, type Review } from '../review/review.ts';
import { ACTIONS, chooseAction, VIEWS } from './action-ids.ts';
import { field, form, words } from './form.ts';
import { actions, button, clip, context, type Message, message, moment, person, safe, section } from './message.ts';

export function questionMessage(review: Review, question: Question): Message {
  if (question.endpointKeys.length === 0) return goneToSomeoneElse(question);
  const asked = `${person(question.ownerId)} ${bankQuestion(question.asks).text(question.endpointKeys.length)}`;
  const open = isOpen(review);
  if (isWaiting(question)) {
    return message(`${asked} ${understood(question)}`.trim(), [
      section(asked),
      ...said(question),
      ...(open ? waysToAnswer(question) : [context('The review ended before this was answered.')]),
    ]);
  }
  return message(`${asked} ${understood(question)}`, [
    section(asked),
    ...said(question),
    ...(open ? [actions(...correct(question), button('Edit', ACTIONS.editAnswer, question.id))] : []),
  ]);
}

function waysToAnswer({ id, asks }: Question): KnownBlock[] {
  const choices = bankQuestion(asks).choices.map(({ label, value }) =>
    button(label, chooseAction(value), `${id} ${value}`),
  );
  return [
    actions(...choices, button('Answer in a form', ACTIONS.answerByForm, id)),
    context('Or simply reply in this thread.'),
  ];
}

/** What was understood from somebody's own words is for them to confirm: these words, and no later ones. */
function correct({ id, answer }: Question) {
  return answer && answer.value !== null && !answer.confirmed
    ? [button('Correct', ACTIONS.correctAnswer, `${id} ${answer.version}`)]
    : [];
}

function said(question: Question): KnownBlock[] {
  const { answer } = question;
  if (!answer) return [];
  const by = `Said by ${person(answer.saidBy)} ${moment(answer.saidAt)}${answer.version > 1 ? `, version ${answer.version}` : ''}`;
  const confirm = isUnconfirmed(question) && !isWaiting(question);
  return [section(understood(question)), context(confirm ? `${by}. It counts once you press Correct.` : by)];
}

function understood(question: Question): string {
  const { asks, answer } = question;
  if (!answer) return '';
  const choice = bankQuestion(asks).choices.find((each) => each.value === answer.value);
  const words = answer.words === null ? '' : `“${safe(answer.words, 500)}”`;
  if (!choice) {
    return `:grey_question: Kept as you said it: ${words}. It is not clear yet which of the answers that is, so the question stays open. When you know, press a button or reply again.`;
  }
  const meant = `*${choice.label}*${words && ` from ${words}`}`;
  return isWaiting(question)
    ? `:heavy_plus_sign: ${meant} was said of ${answer.endpointKeys.length} of them. More have come since: please answer for all of them.`
    : `:white_check_mark: Understood as ${meant}`;
}

/** What was said stays to be read, and counts no more. */
function goneToSomeoneElse({ asks, ownerId, answer }: Question): Message {
  const gone = `What was asked of ${person(ownerId)} here has gone to someone else.`;
  if (!answer) return message(gone, [section(gone)]);
  const label = bankQuestion(asks).choices.find((each) => each.value === answer.value)?.label;
  const was = [...(label ? [`*${label}*`] : []), ...(answer.words === null ? [] : [`“${safe(answer.words, 500)}”`])];
  return message(gone, [
    section(gone),
    context(
      `Said before by ${person(answer.saidBy)} ${moment(answer.saidAt)}: ${was.join(' from ')}. It counts no more.`,
    ),
  ]);
}

export function answerForm(question: Question): ModalView {
  const bank = bankQuestion(question.asks);
  const options = bank.choices.map(({ label, value }) => ({ text: words(label), value }));
  const chosen = options.find((option) => option.value === question.answer?.value);
  return form(VIEWS.answer, { about: question.id, title: 'Answer', submit: 'Save' }, [
    { type: 'section', text: words(clip(bank.text(question.endpointKeys.length), 2900)) },
    field('choice', 'Answer', {
      type: 'radio_buttons',
      action_id: 'choice',
      options,
      ...(chosen && { initial_option: chosen }),
    }),
    field(
      'words',
      'In your own words',
      {
        type: 'plain_text_input',
        action_id: 'words',
        multiline: true,
        max_length: 3000,
        ...(question.answer?.words && { initial_value: clip(question.answer.words, 3000) }),
      },
      { optional: true },
    ),
  ]);
}
