/** What each form does when it is sent. A mistake is shown beside its field, and the form stays open. */
import { proposeConnection } from '../../../db/connections.ts';
import { giveTo, listEndpoints } from '../../../db/endpoints.ts';
import { findReview } from '../../../db/reviews.ts';
import { connectCloudflare } from '../../../jobs/queue.ts';
import {
  DigestPlace,
  MarkValue,
  OwnerValue,
  QuestionValue,
  ReplacingValue,
  ReviewValue,
} from '../../messages/action-ids.ts';
import { clip, plain } from '../../messages/message.ts';
import { remindersInWords } from '../../messages/reminder-settings.ts';
import { settleReview } from '../../publish/settle-review.ts';
import { isPersonal, isTimezone } from '../../review/digest.ts';
import { looksLikeDocument } from '../../review/documents.ts';
import { readPattern } from '../../review/ownership.ts';
import type { BankChoice, BankQuestion } from '../../review/questions/question.ts';
import { bankQuestion, choiceOf, isReason, NOT_APPLICABLE, understand } from '../../review/questions.ts';
import { changed, PARTS, withHolidays } from '../../review/reminder-settings.ts';
import { isGroup } from '../../review/roles.ts';
import { typedChoice, typedIn } from '../../review/typed-answers.ts';
import { askedOf } from '../asked-question.ts';
import { aboutNothing, assignOwner } from '../assign-owner.ts';
import { changeReminders } from '../change-reminders.ts';
import { decideOn } from '../decide-on.ts';
import { demandDigest } from '../demand-digest.ts';
import { giveAnswer } from '../give-answer.ts';
import { demandGiving, giveDocuments } from '../give-documents.ts';
import { hiddenFrom } from '../hidden-from.ts';
import { itemOf } from '../item-meant.ts';
import { FormError, type Turn, UserError } from '../listener.ts';
import { lastDay, markItem } from '../mark-item.ts';
import { ownedBy } from '../owned-by.ts';
import { reassess } from '../reassess.ts';
import { openReview } from '../reviews.ts';
import { saveSchedule } from '../save-schedule.ts';
import { startReview } from '../start-review.ts';
import { tellDecided } from '../tell-decided.ts';
import { allIn, field, filesIn, type Submission } from './submission.ts';

export async function startFromForm(turn: Turn, form: Submission): Promise<void> {
  turn.demand('start a review');
  const channelId = form.metadata || field(form, 'channel');
  const zone = field(form, 'zone')?.trim();
  if (!zone || !channelId) throw new FormError({ zone: 'Which zone? For example shop.example.' });
  const optional = Object.fromEntries(
    ['name', 'due', 'hosts'].flatMap((name) => {
      const value = field(form, name);
      return value === undefined ? [] : [[name, value]];
    }),
  );
  await startReview(turn, { zone, channelId, ...optional }, (name, words) => new FormError({ [name]: words }));
}

/** The token arrives sealed: it was encrypted before anything was stored. */
export async function connectFromForm(turn: Turn, form: Submission): Promise<void> {
  turn.demand('connect Cloudflare');
  const { tx, workspaceId, keys, actor, now } = turn;
  const token = (
    await keys.open(field(form, 'secret_token', 'token') ?? '', { workspaceId, purpose: 'form-field' })
  ).trim();
  if (!/^[\x21-\x7e]{10,500}$/.test(token))
    throw new FormError({ secret_token: 'That does not look like an API token. Please paste it whole.' });
  const sealed = await keys.seal(token, { workspaceId, purpose: 'cloudflare-token' });
  const connectionId = await proposeConnection(tx, workspaceId, { token: sealed, by: actor.userId, at: now });
  turn.enqueue(connectCloudflare({ workspaceId, connectionId }));
}

export async function reassign(turn: Turn, form: Submission): Promise<void> {
  const { tx, workspaceId } = turn;
  const [reviewId, ownerId] = OwnerValue.parse(form.metadata);
  const newOwner = await newOwnerIn(turn, form, reviewId);
  if (newOwner === ownerId) throw new FormError({ owner: 'That is who owns them already. Choose somebody else.' });
  const whyNot = await turn.whyNotOwner(newOwner);
  if (whyNot) throw new FormError({ [isGroup(newOwner) ? 'group' : 'owner']: whyNot });
  const hidden = await hiddenFrom(turn, [newOwner], reviewId);
  if (hidden) throw new FormError({ owner: hidden });
  const review = await openReview(turn, reviewId);
  turn.demand('assign owners', await ownedBy(turn, review, ownerId));
  const keys = (await listEndpoints(tx, reviewId)).filter((each) => each.ownerId === ownerId).map((each) => each.key);
  if (keys.length === 0) throw new FormError({ owner: 'These have gone to someone else meanwhile.' });
  const because =
    field(form, 'back') === undefined ? 'it was handed over' : 'it was given back, and nobody knows whose it is';
  await giveTo(tx, reviewId, keys, { id: newOwner, deputyId: null, because });
  await reassess(turn, reviewId);
  turn.send(...(await settleReview(tx, workspaceId, reviewId)));
}

const PATTERNS_AT_MOST = 100;

export async function assignFromForm(turn: Turn, form: Submission): Promise<void> {
  const lines = (field(form, 'patterns') ?? '').split('\n').filter((line) => line.trim() !== '');
  const files = filesIn(form, 'file');
  if (files.length > 0) {
    if (lines.length > 0) throw new FormError({ file: 'Patterns or a file, please: not both at once.' });
    const review = await openReview(turn, ReviewValue.parse(form.metadata));
    turn.demand('assign owners', { leadId: review.leadId });
    await giveDocuments(turn, review, files, { channelId: review.channelId }, 'owners');
    return;
  }
  const unread = lines.find((line) => readPattern(line) === undefined);
  if (unread !== undefined || lines.length === 0)
    throw new FormError({
      patterns: `“${clip(unread ?? '', 60)}” names no endpoints. For example api.shop.example/v1/refunds/**`,
    });
  const patterns = [...new Set(lines.flatMap((line) => readPattern(line) ?? []))];
  if (patterns.length > PATTERNS_AT_MOST)
    throw new FormError({ patterns: `At most ${PATTERNS_AT_MOST} at once, please: these are ${patterns.length}.` });
  const [ownerId, deputyId] = [ownerIn(form), field(form, 'deputy')];
  if (!ownerId) throw new FormError({ owner: 'Please choose somebody.' });
  if (deputyId === ownerId) throw new FormError({ deputy: 'That is the owner already.' });
  const ownerBlock = isGroup(ownerId) ? 'group' : 'owner';
  for (const [block, each] of Object.entries({ [ownerBlock]: ownerId, deputy: deputyId })) {
    const whyNot = each && (await turn.whyNotOwner(each));
    if (whyNot) throw new FormError({ [block]: whyNot });
  }
  const reviewId = ReviewValue.parse(form.metadata);
  const hidden = await hiddenFrom(turn, [ownerId, ...(deputyId ? [deputyId] : [])], reviewId);
  if (hidden) throw new FormError({ owner: hidden });
  const review = await openReview(turn, reviewId);
  turn.demand('assign owners', { leadId: review.leadId });
  const [idle] = await aboutNothing(turn, review.id, patterns);
  if (idle !== undefined) throw new FormError({ patterns: `No endpoint of this review matches ${clip(idle, 100)}.` });
  await assignOwner(turn, review, { patterns, ownerId, deputyId: deputyId ?? null });
}

/** A person or a user group: an endpoint has one owner. */
function ownerIn(form: Submission): string | undefined {
  const [userId, groupId] = [field(form, 'owner'), field(form, 'group')];
  if (userId && groupId) throw new FormError({ group: 'A person or a user group, please: an endpoint has one owner.' });
  return userId ?? groupId;
}

/** Whoever does not know who owns it then need not guess: it goes back to the lead. */
async function newOwnerIn({ tx }: Turn, form: Submission, reviewId: string): Promise<string> {
  const chosen = ownerIn(form);
  const back = field(form, 'back') !== undefined;
  if (chosen && back) throw new FormError({ owner: 'Choose somebody, or give it back to the lead: not both.' });
  const newOwner = back ? (await findReview(tx, reviewId))?.leadId : chosen;
  if (!newOwner) throw new FormError({ owner: 'Please choose somebody.' });
  return newOwner;
}

export async function answerFromForm(turn: Turn, form: Submission): Promise<void> {
  const question = await askedOf(turn, QuestionValue.parse(form.metadata));
  const choice = field(form, 'choice');
  const words = field(form, 'words')?.trim() || null;
  const bank = bankQuestion(question.asks);
  const before = (question.answer ?? question.earlier)?.value ?? undefined;
  const known = chosenIn(bank, before, choice, allIn(form, 'typed')?.trim());
  if (known === NOT_APPLICABLE && !isReason(words ?? ''))
    throw new FormError({ words: 'Please say why it does not apply: it is kept with the answer.' });
  const contradicting = words === null ? undefined : understand(bank, words);
  if (contradicting && contradicting.value !== known.value && typedChoice(bank, contradicting.value) === undefined) {
    throw new FormError({
      words: `That reads like “${contradicting.label}”, but “${known.label}” is chosen. Please change one of them.`,
    });
  }
  await giveAnswer(turn, question, { value: known.value, words, confirmed: true, messageTs: null });
}

/** One choice, or what the question takes instead. What stood in the form before gives way to what is new: a radio button cannot be taken back. */
function chosenIn(
  bank: BankQuestion,
  before: string | undefined,
  choice: string | undefined,
  typed: string | undefined,
): BankChoice {
  const value = typed ? typedIn(bank, typed) : undefined;
  if (typed && value === undefined) throw new FormError({ typed: WHY_NOT_TYPED[bank.takes ?? 'text'] });
  const fresh = [value, choice].filter((each) => each !== undefined && each !== before);
  if (fresh.length > 1) throw new FormError({ typed: 'Please choose one of the answers or fill this in, not both.' });
  const known = choiceOf(bank, fresh[0] ?? value ?? choice);
  if (!known) throw new FormError({ choice: 'Please choose one.' });
  return known;
}

const WHY_NOT_TYPED = {
  date: 'That is no day of a calendar.',
  link: 'Please give one link that begins with https:// and holds neither a name nor a password.',
  several: 'Please choose at least two, or one of the answers above.',
  text: 'Please say it in 3 to 200 characters.',
} as const;

export async function acceptRisk(turn: Turn, form: Submission): Promise<void> {
  const wish = ReplacingValue.parse(form.metadata);
  const { review, item } = await itemOf(turn, wish.item);
  const reason = field(form, 'reason')?.trim() ?? '';
  const until = field(form, 'until') ?? '';
  if (reason.length < 10)
    throw new FormError({ reason: 'Please give a reason that somebody can understand in a year.' });
  if (until <= turn.now.toISOString().slice(0, 10)) throw new FormError({ until: 'Please choose a day after today.' });
  if (!item.choices.includes('accept'))
    throw new UserError('This choice is not offered any more. Nothing was decided.');
  await tellDecided(turn, review, item, 'accept');
  await decideOn(turn, review, item, { choice: 'accept', reason, until }, wish.replaces);
}

export async function markFromForm(turn: Turn, form: Submission): Promise<void> {
  const wish = MarkValue.parse(form.metadata);
  const { review, item } = await itemOf(turn, wish.item);
  const reason = field(form, 'reason')?.trim() ?? '';
  const until = field(form, 'until') ?? '';
  if (reason.length < 10)
    throw new FormError({ reason: 'Please give a reason that somebody can understand in a year.' });
  if (until <= turn.now.toISOString().slice(0, 10)) throw new FormError({ until: 'Please choose a day after today.' });
  if (until > lastDay(turn.now)) throw new FormError({ until: `Please choose a day up to ${lastDay(turn.now)}.` });
  await markItem(turn, review, item, { kind: wish.kind, reason, until });
}

export async function documentsFromForm(turn: Turn, form: Submission): Promise<void> {
  const files = filesIn(form, 'documents');
  if (files.length === 0) throw new FormError({ documents: 'Please choose a file.' });
  const odd = files.find((file) => !looksLikeDocument(file));
  if (odd) throw new FormError({ documents: `${odd.name.slice(0, 100)} is neither YAML nor JSON by its name.` });
  const review = await openReview(turn, ReviewValue.parse(form.metadata));
  await demandGiving(turn, review);
  await giveDocuments(turn, review, files, { channelId: review.channelId });
}

export async function remindersFromForm(turn: Turn, form: Submission): Promise<void> {
  turn.demand('change settings');
  const lead = field(form, 'lead');
  const whyNot = lead && (await turn.whyNotOwner(lead));
  if (whyNot) throw new FormError({ lead: whyNot });
  const settings = await changeReminders(turn, (before) => {
    const wish = Object.fromEntries(PARTS.map((part) => [part, field(form, part) ?? '']));
    const after = changed(before, wish);
    const days = (field(form, 'holidays') ?? '').split(/[\s,]+/).filter(Boolean);
    const holidays = days.length === 0 ? [] : withHolidays([], days, turn.now.toISOString().slice(0, 10));
    const problems = {
      ...('problems' in after && after.problems),
      ...(!holidays && { holidays: 'Days look like 2026-12-25.' }),
    };
    if ('problems' in after || !holidays) throw new FormError(problems);
    return { ...after, holidays, securityLeadId: lead ?? null };
  });
  await turn.whisper(plain(`Reminders from now on: ${remindersInWords(settings)}`));
}

export async function scheduleFromForm(turn: Turn, form: Submission): Promise<void> {
  const channelId = DigestPlace.parse(form.metadata);
  demandDigest(turn, channelId);
  const timezone = field(form, 'timezone')?.trim() ?? '';
  if (!isTimezone(timezone))
    throw new FormError({ timezone: 'I do not know that time zone. One looks like Europe/Berlin.' });
  const whyNot = isPersonal(channelId) ? undefined : await turn.whyNotIn(channelId, 'Nothing was changed');
  if (whyNot) throw new UserError(whyNot);
  await saveSchedule(turn, {
    channelId,
    weekday: Number(field(form, 'weekday') ?? '1'),
    at: field(form, 'at') ?? '09:00',
    timezone,
  });
}
