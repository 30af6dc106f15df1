/** The questions that wait for the one who asks, with their buttons. */
import { listQuestions } from '../../../db/questions.ts';
import { message, plain } from '../../messages/message.ts';
import { questionMessage } from '../../messages/question.ts';
import { isWaiting } from '../../review/answers.ts';
import { openReviewHere } from '../reviews.ts';
import type { Subcommand } from './command.ts';

const SHOWN = 5;

export default {
  name: 'answer',
  summary: 'the questions that wait for you',
  usage: [['answer', 'each with its buttons; you may also reply in the review’s thread']],
  async run(turn, { channelId }) {
    const review = await openReviewHere(turn, channelId);
    const mine = (await listQuestions(turn.tx, review.id)).filter(
      (each) => each.ownerId === turn.actor.userId && isWaiting(each),
    );
    if (mine.length === 0) {
      await turn.whisper(plain('No question waits for you in this channel.'));
      return;
    }
    const shown = mine.slice(0, SHOWN).map((question) => questionMessage(review, question));
    await turn.whisper(
      message(
        shown.map(({ text }) => text).join('\n'),
        shown.flatMap(({ blocks }) => blocks),
      ),
    );
  },
} satisfies Subcommand;
