/** A question to an owner, its answer as understood, and the form for both. */
import type { ModalView } from '@slack/types';
import { bankQuestion } from '../review/questions.ts';
import { isOpen, type Question, type Review } from '../review/review.ts';
import { ACTIONS, chooseAction, VIEWS } from './action-ids.ts';
import { actions, button, clip, context, type Message, message, moment, person, safe, section } from './message.ts';

export function questionMessage(review: Review, question: Question): Message {
  const { text: ask, choices } = bankQuestion(question.asks);
  const asked = `${person(question.ownerId)} ${ask(question.endpointKeys.length)}`;
  const { answer } = question;
  if (!answer) {
    const open = isOpen(review)
      ? [
          actions(
            ...choices.map((choice) =>
              button(choice.label, chooseAction(choice.value), `${question.id} ${choice.value}`),
            ),
            button('Answer in a form', ACTIONS.answerByForm, question.id),
          ),
          context('Or simply reply in this thread.'),
        ]
      : [context('The review ended before this was answered.')];
    return message(asked, [section(asked), ...open]);
  }
  return message(`${asked} ${understood(question)}`, [
    section(asked),
    section(understood(question)),
    context(
      `Said by ${person(answer.saidBy)} ${moment(answer.saidAt)}${answer.version > 1 ? `, version ${answer.version}` : ''}`,
    ),
    ...(isOpen(review)
      ? [
          actions(
            // What was understood from somebody's own words is for them to confirm.
            ...(answer.value !== null && !answer.confirmed
              ? [button('Correct', ACTIONS.correctAnswer, question.id)]
              : []),
            button('Edit', ACTIONS.editAnswer, question.id),
          ),
        ]
      : []),
  ]);
}

function understood({ asks, answer }: Question): string {
  if (!answer) return '';
  const choice = bankQuestion(asks).choices.find((each) => each.value === answer.value);
  const words = answer.words === null ? '' : ` from “${safe(answer.words, 500)}”`;
  return choice
    ? `:white_check_mark: Understood as *${choice.label}*${words}`
    : `:grey_question: Noted, but not understood as one of the answers${words}. It counts as unknown until it is: please press Edit and choose.`;
}

export function answerForm(question: Question): ModalView {
  const bank = bankQuestion(question.asks);
  const options = bank.choices.map((choice) => ({
    text: { type: 'plain_text' as const, text: choice.label },
    value: choice.value,
  }));
  const chosen = options.find((option) => option.value === question.answer?.value);
  return {
    type: 'modal',
    callback_id: VIEWS.answer,
    private_metadata: question.id,
    title: { type: 'plain_text', text: 'Answer' },
    submit: { type: 'plain_text', text: 'Save' },
    close: { type: 'plain_text', text: 'Back' },
    blocks: [
      { type: 'section', text: { type: 'plain_text', text: clip(bank.text(question.endpointKeys.length), 2900) } },
      {
        type: 'input',
        block_id: 'choice',
        label: { type: 'plain_text', text: 'Answer' },
        element: { type: 'radio_buttons', action_id: 'choice', options, ...(chosen && { initial_option: chosen }) },
      },
      {
        type: 'input',
        block_id: 'words',
        optional: true,
        label: { type: 'plain_text', text: 'In your own words' },
        element: {
          type: 'plain_text_input',
          action_id: 'words',
          multiline: true,
          max_length: 3000,
          ...(question.answer?.words && { initial_value: clip(question.answer.words, 3000) }),
        },
      },
    ],
  };
}
