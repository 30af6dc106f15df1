/** Answers by button, the form for an answer, and the echo's Correct. */
import { ChoiceValue, QuestionsValue, QuestionValue, VersionValue } from '../../messages/action-ids.ts';
import { answerForm } from '../../messages/question.ts';
import { isWaiting } from '../../review/answers.ts';
import { isOffered } from '../../review/carrying.ts';
import { bankQuestion } from '../../review/questions.ts';
import type { Question } from '../../review/review.ts';
import { askedOf } from '../asked-question.ts';
import { giveAnswer, takeOver } from '../give-answer.ts';
import { type Turn, UserError } from '../listener.ts';
import type { Click } from './click.ts';

export async function chooseAnswer(turn: Turn, { value }: Click): Promise<void> {
  const [questionId, choice] = ChoiceValue.parse(value);
  const question = await askedOf(turn, questionId);
  if (!isWaiting(question))
    throw new UserError('This was answered before. Press Edit to change it. Nothing was changed.');
  if (!bankQuestion(question.asks).choices.some((each) => each.value === choice)) {
    throw new UserError('That is not one of the answers any more. Nothing was changed.');
  }
  await giveAnswer(turn, question, { value: choice, words: null, confirmed: true, messageTs: null });
}

export async function openAnswerForm(turn: Turn, { value }: Click): Promise<void> {
  turn.open(answerForm(await askedOf(turn, QuestionValue.parse(value))));
}

/** What was answered in an earlier review is still so: all that stood above the button, and nothing else. */
export async function stillSo(turn: Turn, { value }: Click): Promise<void> {
  const asked: Question[] = [];
  for (const questionId of QuestionsValue.parse(value)) asked.push(await askedOf(turn, questionId));
  const offered = asked.filter(isOffered);
  if (offered.length === 0)
    throw new UserError('All of these have been answered meanwhile. Press Edit to change one. Nothing was changed.');
  await takeOver(turn, offered);
}

/** “Yes, that is what I meant.” */
export async function confirmAnswer(turn: Turn, { value }: Click): Promise<void> {
  const [questionId, version] = VersionValue.parse(value);
  const question = await askedOf(turn, questionId);
  const { answer } = question;
  if (!answer?.value || answer.confirmed)
    throw new UserError('There is nothing to confirm any more. Nothing was changed.');
  if (String(answer.version) !== version)
    throw new UserError('This answer has changed since you looked. Nothing was confirmed: please look again.');
  const { value: choice, words, messageTs, until, endpointKeys } = answer;
  await giveAnswer(turn, question, { value: choice, words, confirmed: true, messageTs, until }, endpointKeys);
}
