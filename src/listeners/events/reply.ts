/** Somebody said something in a review's thread, to the app, or in a mention. */
import { listEndpoints } from '../../../db/endpoints.ts';
import { findPostByKey, keyOfMessage } from '../../../db/posts.ts';
import { answeredBy, findQuestion, hand, listQuestions } from '../../../db/questions.ts';
import { findReview, lockReview } from '../../../db/reviews.ts';
import { shownTogether } from '../../messages/earlier-answers.ts';
import { person, plain } from '../../messages/message.ts';
import { reviewOfThread } from '../../publish/draw-review.ts';
import { settleReview } from '../../publish/settle-review.ts';
import { askedOf, isContested, isTheirs, isWaiting } from '../../review/answers.ts';
import { localDay } from '../../review/ask/days.ts';
import { isOffered } from '../../review/carrying.ts';
import { type GivenFile, looksLikeDocument } from '../../review/documents.ts';
import { looksLikeOwners } from '../../review/owner-lines.ts';
import { bankQuestion } from '../../review/questions.ts';
import { isOpen, type Question, type Review } from '../../review/review.ts';
import { isOneOf } from '../../review/roles.ts';
import { understandUntil } from '../../review/until.ts';
import { ask, askedIn } from '../ask.ts';
import { giveAnswer, takeOver } from '../give-answer.ts';
import { demandGiving, giveDocuments } from '../give-documents.ts';
import { hiddenFrom } from '../hidden-from.ts';
import { type Turn, UserError } from '../listener.ts';
import { reassess } from '../reassess.ts';
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
  const to = HAND_TO.exec(said.text)?.[1];
  // Slack may be asked who that is, so before anything is locked.
  const mayHand = to !== undefined && reviewId !== undefined && (await questionFor(turn, reviewId)) !== undefined;
  const whyNot = mayHand ? ((await turn.whyNotOwner(to)) ?? (await hiddenFrom(turn, [to], reviewId))) : undefined;
  const review = reviewId === undefined ? undefined : await lockReview(turn.tx, reviewId);
  if (!review) return;
  if (!isOpen(review)) {
    await answerOnce(turn, review);
    return;
  }
  const owners = said.files.filter(looksLikeOwners);
  const documents = said.files.filter(looksLikeDocument);
  if (owners.length > 0) {
    const ready = await openReview(turn, review.id);
    turn.demand('assign owners', { leadId: ready.leadId });
    await giveDocuments(turn, ready, owners, said, 'owners');
    if (documents.length === 0) return;
  }
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
  if (to !== undefined && mayHand) return handTo(turn, question, to, whyNot);
  await recordWords(turn, question, said);
}

const waitingFor = async ({ tx, actor }: Turn, reviewId: string): Promise<Question[]> =>
  (await listQuestions(tx, reviewId)).filter((each) => isOneOf(actor, askedOf(each)) && isWaiting(each));

/** A plain reply means the one question that is in turn, before one that was handed on; what only has to be confirmed has words of its own. */
async function questionFor(turn: Turn, reviewId: string): Promise<Question | undefined> {
  const all = (await waitingFor(turn, reviewId)).filter((each) => !isOffered(each));
  // What was answered once and is contested gives way to what has no answer yet.
  const waiting = [...all.filter((each) => !isContested(each)), ...all.filter(isContested)];
  return waiting.find(({ ownerId }) => isOneOf(turn.actor, ownerId)) ?? waiting[0];
}

/** “ask @dana”, whoever it is said to. */
const HAND_TO = /^\s*(?:<@[UW][A-Z0-9]+(?:\|[^>]*)?>\s+)?(?:please\s+)?ask\s+<@([UW][A-Z0-9]+)(?:\|[^>]*)?>[\s.!]*$/i;

/** Says so to both: to the one who was asked here, to the other one with the question itself. */
async function handTo(turn: Turn, question: Question, to: string, whyNot: string | undefined): Promise<void> {
  const { tx, workspaceId, actor, now } = turn;
  if (whyNot) throw new UserError(`${whyNot} Nothing was changed.`);
  if (to === askedOf(question)) throw new UserError('That is who is asked already. Nothing was changed.');
  await hand(tx, workspaceId, question.id, { to, by: actor.userId, at: now });
  await reassess(turn, question.reviewId);
  turn.send(...(await settleReview(tx, workspaceId, question.reviewId)));
  const asked = bankQuestion(question.asks).text(question.endpointKeys.length);
  await turn.whisper(
    plain(`${person(to)} is asked now instead of you: ${asked} The endpoints stay yours, and you may still answer.`),
  );
}

const STILL_SO =
  /^(?:yes[,.]?\s+)?(?:(?:it|that|this|all)(?:[’']s| is| of (?:it|them|that) is| are)?\s+)?still so[.!]?$/i;

/** Whoever is asked something answers it, unless they ask back what we can answer. */
async function isForUs(turn: Turn, said: Said, reviewId: string | undefined): Promise<boolean> {
  const review = reviewId === undefined ? undefined : await findReview(turn.tx, reviewId);
  if (!review) return true;
  if (said.files.some((file) => looksLikeDocument(file) || looksLikeOwners(file))) return false;
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
  const { choice, until } = understandUntil(
    bankQuestion(question.asks),
    words,
    localDay(turn.now, turn.actor.timezone),
  );
  const value = choice?.value ?? null;
  await giveAnswer(turn, question, { value, words, confirmed: false, messageTs: said.ts, until });
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
const wordsOf = ({ text }: Said) => text.replace(/<(?:@[UW]|!subteam\^S)[A-Z0-9]+(\|[^>]*)?>/g, '').trim();
