/** The questions that wait for the one who asks, with their buttons. */
import { listQuestions } from '../../../db/questions.ts';
import { message, plain } from '../../messages/message.ts';
import { questionMessage } from '../../messages/question.ts';
import { askedOf, isWaiting } from '../../review/answers.ts';
import type { Question, Review } from '../../review/review.ts';
import { isOneOf } from '../../review/roles.ts';
import { openReviewsHere } from '../reviews.ts';
import type { Subcommand } from './command.ts';

const SHOWN = 5;

export default {
  name: 'answer',
  summary: 'the questions that wait for you',
  usage: [['answer', 'each with its buttons; you may also reply in the review’s thread']],
  async run(turn, { channelId }) {
    const mine: { review: Review; question: Question }[] = [];
    for (const review of await openReviewsHere(turn, channelId)) {
      const waiting = (await listQuestions(turn.tx, review.id)).filter(
        (each) => isOneOf(turn.actor, askedOf(each)) && isWaiting(each),
      );
      mine.push(...waiting.map((question) => ({ review, question })));
    }
    if (mine.length === 0) {
      await turn.whisper(plain('No question waits for you in this channel.'));
      return;
    }
    const shown = mine.slice(0, SHOWN).map(({ review, question }) => questionMessage(review, question));
    await turn.whisper(
      message(
        shown.map(({ text }) => text).join('\n'),
        shown.flatMap(({ blocks }) => blocks),
      ),
    );
  },
} satisfies Subcommand;
