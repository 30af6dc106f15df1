/** Somebody said something in a review's thread, to the app, or in a mention. */
import { listEndpoints } from '../../../db/endpoints.ts';
import { findPostByKey, keyOfMessage } from '../../../db/posts.ts';
import { answeredBy, findQuestion, listQuestions } from '../../../db/questions.ts';
import { findReview, lockReview } from '../../../db/reviews.ts';
import { shownTogether } from '../../messages/earlier-answers.ts';
import { plain } from '../../messages/message.ts';
import { reviewOfThread } from '../../publish/draw-review.ts';
import { isTheirs, isWaiting } from '../../review/answers.ts';
import { isOffered } from '../../review/carrying.ts';
import { type GivenFile, looksLikeDocument } from '../../review/documents.ts';
import { bankQuestion, understand } from '../../review/questions.ts';
import { isOpen, type Question, type Review } from '../../review/review.ts';
import { ask, askedIn } from '../ask.ts';
import { giveAnswer, takeOver } from '../give-answer.ts';
import { demandGiving, giveDocuments } from '../give-documents.ts';
import type { Turn } from '../listener.ts';
import { openReview } from '../reviews.ts';

export interface Said {
  channelId: string;
  text: string;
  ts: string;
  threadTs: string | undefined;
  /** The app was mentioned, or spoken to directly. */
  addressed: boolean;
  /** The channel that was open beside the conversation with the app. */
  lookingAt: string | undefined;
  files: readonly GivenFile[];
}

const LONGEST = 3_000;

export async function reply(turn: Turn, said: Said): Promise<void> {
  const reviewId = await reviewOfSaid(turn, said);
  if (said.addressed && (await isForUs(turn, said, reviewId))) {
    const channelId = said.channelId.startsWith('D') ? said.lookingAt : said.channelId;
    return ask(turn, wordsOf(said), { reviewId, channelId });
  }
  const review = reviewId === undefined ? undefined : await lockReview(turn.tx, reviewId);
  if (!review) return;
  if (!isOpen(review)) {
    await answerOnce(turn, review);
    return;
  }
  const documents = said.files.filter(looksLikeDocument);
  if (documents.length > 0) {
    // What stands beside a document is about the document, and answers no question.
    const ready = await openReview(turn, review.id);
    await demandGiving(turn, ready);
    await giveDocuments(turn, ready, documents, said);
    return;
  }
  const offered = (await waitingFor(turn, review.id)).filter(isOffered);
  if (offered.length > 0 && STILL_SO.test(wordsOf(said))) return takeOver(turn, shownTogether(offered));
  const question = await questionFor(turn, review.id);
  if (!question) return; // people talking to each other are none of our business
  await recordWords(turn, question, said);
}

const waitingFor = async ({ tx, actor }: Turn, reviewId: string): Promise<Question[]> =>
  (await listQuestions(tx, reviewId)).filter((each) => each.ownerId === actor.userId && isWaiting(each));

/** A plain reply means the one question that is in turn; what only has to be confirmed has words of its own. */
const questionFor = async (turn: Turn, reviewId: string): Promise<Question | undefined> =>
  (await waitingFor(turn, reviewId)).find((each) => !isOffered(each));

const STILL_SO =
  /^(?:yes[,.]?\s+)?(?:(?:it|that|this|all)(?:[’']s| is| of (?:it|them|that) is| are)?\s+)?still so[.!]?$/i;

/** Whoever is asked something answers it, unless they ask back what we can answer. */
async function isForUs(turn: Turn, said: Said, reviewId: string | undefined): Promise<boolean> {
  const review = reviewId === undefined ? undefined : await findReview(turn.tx, reviewId);
  if (!review) return true;
  if (said.files.some(looksLikeDocument)) return false;
  const waits = isOpen(review) && (await questionFor(turn, review.id)) !== undefined;
  return !waits || (/[?？]/.test(said.text) && (await askedIn(turn, wordsOf(said))) !== undefined);
}

/** Editing the reply edits the answer: a new version, and the old one stays. Slack also tells of a link that was unfurled. */
export async function editedReply(turn: Turn, said: Said): Promise<void> {
  const answered = await answeredBy(turn.tx, said.ts, turn.actor.userId);
  if (!answered || answered.words === wordsOf(said)) return;
  const before = await findQuestion(turn.tx, answered.questionId);
  const review = before && (await lockReview(turn.tx, before.reviewId));
  const found = await findQuestion(turn.tx, answered.questionId); // again, behind the lock
  if (!found || !review) return;
  if (!isOpen(review)) return answerOnce(turn, review);
  if (!isTheirs(found, await listEndpoints(turn.tx, review.id))) {
    await turn.whisper(plain('This has gone to someone else, who is asked now. What you changed was not saved.'));
  } else if (found.answer?.messageTs !== said.ts) {
    await turn.whisper(
      plain('You have answered anew since you wrote this, and that stands. What you changed here was not saved.'),
    );
  } else {
    await recordWords(turn, found, said);
  }
}

async function recordWords(turn: Turn, question: Question, said: Said): Promise<void> {
  const words = wordsOf(said);
  if (words === '') return;
  if (words.length > LONGEST) {
    await turn.whisper(
      plain(
        `That is ${words.length.toLocaleString('en-US')} characters long, and an answer may have ${LONGEST.toLocaleString('en-US')}. Nothing was saved: please say it shorter, or press “Answer in a form”.`,
      ),
    );
    return;
  }
  const choice = understand(bankQuestion(question.asks), words);
  await giveAnswer(turn, question, { value: choice?.value ?? null, words, confirmed: false, messageTs: said.ts });
}

/** The review in whose thread it was said. */
async function reviewOfSaid({ tx }: Turn, said: Said): Promise<string | undefined> {
  const key = said.threadTs === undefined ? undefined : await keyOfMessage(tx, said.channelId, said.threadTs);
  return key === undefined ? undefined : reviewOfThread(key);
}

/** Once per person and review: whoever goes on talking in the thread is left alone. */
async function answerOnce(turn: Turn, review: Review): Promise<void> {
  const key = `ended-${review.id}-${turn.actor.userId}`;
  if (await findPostByKey(turn.tx, key)) return;
  await turn.whisper(
    plain(
      `This review is ${review.state}, so what is said here is not recorded. Start a new one with \`/api-review start\`.`,
    ),
    key,
  );
}

/** Without whom it is said to. */
const wordsOf = ({ text }: Said) => text.replace(/<@[UW][A-Z0-9]+(\|[^>]*)?>/g, '').trim();
