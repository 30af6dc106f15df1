/** A question to an owner, its answer as understood, and the form for both. */
import type { KnownBlock, ModalView } from '@slack/types';
import { askedOf, isContested, isUnconfirmed, isWaiting } from '../review/answers.ts';
import { isOffered } from '../review/carrying.ts';
import { against, type Contradicted } from '../review/contradictions.ts';
import type { BankQuestion } from '../review/questions/question.ts';
import { bankQuestion, choiceOf, NOT_APPLICABLE } from '../review/questions.ts';
import { isOpen, type Question, type Review } from '../review/review.ts';
import { typedChoice } from '../review/typed-answers.ts';
import { ACTIONS, chooseAction, VIEWS } from './action-ids.ts';
import { askedAnew, earlierAnswers } from './earlier-answers.ts';
import { field, form, words } from './form.ts';
import {
  actions,
  amount,
  button,
  clip,
  context,
  count,
  type Message,
  message,
  moment,
  person,
  safe,
  section,
} from './message.ts';

/** As many as Slack takes; four questions in full are 20 of them, and what is offered 13. */
const BLOCKS = 50;
const IN_FULL = 5;
const IN_A_LINE = 20;
const GONE = 5;
const AGAINST = 3;
const HANDED = 5;

/** Everything one owner was asked: what was answered before in short, then what was answered last and what waits. */
export function questionsMessage(
  review: Review,
  questions: readonly Question[],
  contradicted: readonly Contradicted[] = [],
): Message {
  const handedOn = questions.filter(({ endpointKeys, handed }) => endpointKeys.length > 0 && handed.length > 0);
  const theirs = questions.filter(({ endpointKeys, handed }) => endpointKeys.length > 0 && handed.length === 0);
  const gone = questions.filter(({ endpointKeys }) => endpointKeys.length === 0);
  if (theirs.length + handedOn.length === 0) return goneToSomeoneElse(gone);
  const offered = isOpen(review) ? theirs.filter(isOffered) : [];
  const offers = offered.length > 0 ? earlierAnswers(offered) : undefined;
  const unsettled = theirs.filter(
    (question) => (isWaiting(question) || isUnconfirmed(question)) && !offered.includes(question),
  );
  const answered = theirs.flatMap((question) => (question.answer ? [{ question, at: question.answer.saidAt }] : []));
  const last = answered.sort((a, b) => b.at.getTime() - a.at.getTime()).slice(0, 1);
  // what somebody has just said is echoed, though the next question stands there already
  const recent = new Set([...unsettled.slice(0, IN_FULL - 1), ...last.map(({ question }) => question)]);
  const full = theirs
    .filter((question) => recent.has(question))
    .map((question) => questionMessage(review, question, contradicted));
  const older = theirs.filter((question) => !recent.has(question) && !offered.includes(question));
  const before = saidBefore(gone);
  const after = [
    ...handedOn.slice(-HANDED).map((question) => section(handedInShort(question))),
    ...(offers?.blocks ?? []),
    ...full.flatMap(({ blocks }) => blocks),
  ];
  const lines = Math.max(Math.min(IN_A_LINE, older.length, BLOCKS - 1 - before.length - after.length), 0);
  const left = older.length - lines;
  const texts = [...(offers ? [offers.text] : []), ...full.map(({ text }) => text)];
  return message((texts.length > 0 ? texts : handedOn.map(handedInShort)).join('\n'), [
    ...before,
    ...(left > 0 ? [context(`${amount(left)} more were answered before these.`)] : []),
    ...older.slice(left).map((question) => inShort(review, question, contradicted)),
    ...after,
  ]);
}

function handedInShort(question: Question): string {
  const bank = bankQuestion(question.asks);
  const label = choiceOf(bank, question.answer?.value)?.label;
  const stands = isWaiting(question) || !label ? 'not answered yet' : safe(label);
  return `:arrow_right: *${stands}*: ${person(askedOf(question))} was asked instead: ${bank.text(question.endpointKeys.length)}`;
}

/** To whom a question was handed: it stands there until they hand it on themselves. */
export function handedQuestion(
  review: Review,
  question: Question,
  { to, at }: Question['handed'][number],
  contradicted: readonly Contradicted[],
): Message {
  const isLast = question.handed.at(-1)?.to === to && question.endpointKeys.length > 0;
  if (!isLast) return message(HANDED_ON, [section(HANDED_ON)]);
  const { text, blocks } = questionMessage(review, question, contradicted);
  return message(text, [...blocks, context(`Whoever was asked before said that you know this, ${moment(at)}.`)]);
}

const HANDED_ON = 'What was asked here is asked of someone else now.';

function inShort(review: Review, question: Question, contradicted: readonly Contradicted[]): KnownBlock {
  const bank = bankQuestion(question.asks);
  const { text } = bank;
  const label = safe(choiceOf(bank, question.answer?.value)?.label ?? 'not answered yet');
  return section(
    `${isWaiting(question) ? ':grey_question:' : ':white_check_mark:'} *${label}*${untilInWords(question)}: ${text(question.endpointKeys.length)}${standsAgainst(
      question,
      contradicted,
    )
      .map((line) => `\n${line}`)
      .join('')}`,
    isOpen(review) ? button('Edit', ACTIONS.editAnswer, question.id) : undefined,
  );
}

export function questionMessage(
  review: Review,
  question: Question,
  contradicted: readonly Contradicted[] = [],
): Message {
  const asked = `${person(askedOf(question))} ${bankQuestion(question.asks).text(question.endpointKeys.length)}`;
  const open = isOpen(review);
  if (open && isOffered(question)) return earlierAnswers([question]);
  if (isWaiting(question)) {
    return message(`${asked} ${understood(question)}`.trim(), [
      section(asked),
      ...said(question),
      ...(isContested(question) ? [...standsAgainst(question, contradicted).map(context), context(CONTESTED)] : []),
      ...(question.answer === null && question.earlier ? [context(askedAnew(question.asks, question.earlier))] : []),
      ...(open ? waysToAnswer(question) : [context('The review ended before this was answered.')]),
    ]);
  }
  return message(`${asked} ${understood(question)}`, [
    section(asked),
    ...said(question),
    ...standsAgainst(question, contradicted).map(context),
    ...(open ? [actions(...correct(question), button('Edit', ACTIONS.editAnswer, question.id))] : []),
  ]);
}

const CONTESTED =
  'Please press what is true now. What you press again is not asked a third time, and stays in conflict until the configuration shows it.';

function waysToAnswer(question: Question): KnownBlock[] {
  const { id, asks } = question;
  const { choices: offered, takes } = bankQuestion(asks);
  const choices = offered.map(({ label, value }) => button(label, chooseAction(value), `${id} ${value}`));
  return [
    actions(...choices, button('Answer in a form', ACTIONS.answerByForm, id)),
    // a plain reply means what has no answer yet
    ...(isContested(question)
      ? []
      : [context(`Or simply reply in this thread${HOW_TO_SAY[takes ?? 'choice'] ?? ''}.`)]),
  ];
}

const HOW_TO_SAY: Record<string, string> = {
  date: ', also with the day by which it is retired, as in “30 June 2027”',
  link: ', also with a link to the test',
  several: ', also with several, as in “bearer and api key”',
  text: ' with a few words',
};

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

/** Both are quoted, and it is not for us to say which is wrong. */
const standsAgainst = (question: Question, contradicted: readonly Contradicted[]): string[] =>
  against(question, contradicted)
    .slice(0, AGAINST)
    .map(
      ({ evidence, endpoints }) =>
        `:warning: Against it stands${endpoints > 0 ? ` of ${count(endpoints, 'endpoint')}` : ''}: ${safe(evidence)}. Until the answer or the configuration is corrected it counts for nothing there.`,
    );

function understood(question: Question): string {
  const { asks, answer } = question;
  if (!answer) return '';
  const choice = choiceOf(bankQuestion(asks), answer.value);
  const words = answer.words === null ? '' : `“${safe(answer.words, 500)}”`;
  if (!choice) {
    if (/^n\s*\/?\s*a\W*$/i.test(answer.words ?? ''))
      return `:grey_question: Kept as you said it: ${words}. Please say why it does not apply, as in “n/a, retired”: until then the question stays open.`;
    return `:grey_question: Kept as you said it: ${words}. It is not clear yet which of the answers that is, so the question stays open. When you know, press a button or reply again.`;
  }
  const meant = `*${safe(choice.label)}*${untilInWords(question)}${words && ` from ${words}`}`;
  if (isContested(question)) return `:warning: ${meant} was said, and what was read at Cloudflare says otherwise.`;
  return isWaiting(question)
    ? `:heavy_plus_sign: ${meant} was said of ${answer.endpointKeys.length} of them. ${whyMore(question)}: please answer for all of them.`
    : `:white_check_mark: Understood as ${meant}`;
}

const whyMore = ({ earlier, answer }: Question) =>
  earlier?.anew && answer?.version === 1 ? 'The others have changed since' : 'More have come since';

function goneToSomeoneElse(questions: readonly Question[]): Message {
  const gone = `What was asked of ${person(questions[0]?.ownerId ?? '')} here has gone to someone else.`;
  return message(gone, [section(gone), ...saidBefore(questions)]);
}

/** What was said stays to be read, and counts no more. */
function saidBefore(gone: readonly Question[]): KnownBlock[] {
  return gone
    .flatMap(({ asks, answer }) => {
      if (!answer) return [];
      const label = choiceOf(bankQuestion(asks), answer.value)?.label;
      const words = answer.words === null ? [] : [`“${safe(answer.words, 500)}”`];
      const was = [...(label ? [`*${safe(label)}*`] : []), ...words].join(' from ');
      return [context(`Said before by ${person(answer.saidBy)} ${moment(answer.saidAt)}: ${was}. It counts no more.`)];
    })
    .slice(-GONE);
}

export function answerForm(question: Question): ModalView {
  const bank = bankQuestion(question.asks);
  const options = [...bank.choices, NOT_APPLICABLE].map(({ label, value }) => ({ text: words(label), value }));
  const chosen = options.find((option) => option.value === (question.answer ?? question.earlier)?.value);
  return form(VIEWS.answer, { about: question.id, title: 'Answer', submit: 'Save' }, [
    { type: 'section', text: words(clip(bank.text(question.endpointKeys.length), 2900)) },
    field(
      'choice',
      'Answer',
      { type: 'radio_buttons', action_id: 'choice', options, ...(chosen && { initial_option: chosen }) },
      bank.takes ? { optional: true } : {},
    ),
    ...typedField(bank, (question.answer ?? question.earlier)?.value ?? ''),
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

/** Instead of a choice: what the question takes beside them. */
function typedField(bank: BankQuestion, value: string): KnownBlock[] {
  const known = typedChoice(bank, value) === undefined ? '' : value;
  const optional = { optional: true };
  switch (bank.takes) {
    case 'date':
      return [
        field(
          'typed',
          'Or the day by which it is retired',
          { type: 'datepicker', action_id: 'typed', ...(known && { initial_date: known }) },
          optional,
        ),
      ];
    case 'several': {
      const options = bank.choices
        .filter(({ combines }) => combines)
        .map((each) => ({ text: words(each.label), value: each.value }));
      const initial = options.filter((option) => known.split(' ').includes(option.value));
      return [
        field(
          'typed',
          'Or several of them',
          { type: 'checkboxes', action_id: 'typed', options, ...(initial.length > 0 && { initial_options: initial }) },
          optional,
        ),
      ];
    }
    case 'link':
    case 'text':
      return [
        field(
          'typed',
          bank.takes === 'link' ? 'Or a link to the test, with https' : 'Or a few words',
          {
            type: 'plain_text_input',
            action_id: 'typed',
            max_length: bank.takes === 'link' ? 500 : 200,
            ...(known && { initial_value: bank.takes === 'link' ? known : (typedChoice(bank, known)?.label ?? '') }),
          },
          optional,
        ),
      ];
    default:
      return [];
  }
}

const untilInWords = ({ answer }: Pick<Question, 'answer'>): string => (answer?.until ? ` until ${answer.until}` : '');
