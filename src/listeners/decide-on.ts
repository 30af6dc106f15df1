/** Records one decision, and asks for a second person where it rejects traffic or accepts a risk. */
import { decide, decisionFor } from '../../db/decisions.ts';
import { listEndpoints } from '../../db/endpoints.ts';
import { listFindings } from '../../db/results.ts';
import { newestScan } from '../../db/scans.ts';
import { decisionInWords } from '../messages/remediation-list.ts';
import { actedOnNow } from '../publish/move-stages.ts';
import { settleReview } from '../publish/settle-review.ts';
import type { Subject } from '../review/may.ts';
import { restsOn } from '../review/rests-on.ts';
import type { Choice, Review, ReviewItem } from '../review/review.ts';
import { isOneOf } from '../review/roles.ts';
import { type Turn, UserError } from './listener.ts';

/** The words by which a command names a choice. */
export const CHOICE_WORDS: Record<string, Choice> = {
  enforce: 'enforce-now',
  log: 'log-first',
  canary: 'canary',
  origin: 'fix-at-origin',
  accept: 'accept',
};

/** `replaces` is the decision that this person knows of and wants to change. */
export async function decideOn(
  turn: Turn,
  review: Review,
  item: ReviewItem,
  wish: { choice: Choice; reason: string | null; until: string | null },
  replaces?: string,
): Promise<void> {
  const { tx, workspaceId, actor, now } = turn;
  await demandToDecide(turn, review, item, replaces);
  const scan = await newestScan(tx, review.id);
  if (!scan?.snapshotId) throw new UserError('There is no scan to rest a decision on. Nothing was decided.');
  await decide(tx, workspaceId, {
    reviewId: review.id,
    itemId: item.id,
    ...wish,
    ...restsOn(item, await listFindings(tx, review.id)),
    actedOn: await actedOnNow(tx, review.id, item),
    replaces: null,
    state: item.needSecond.includes(wish.choice) ? 'proposed' : 'approved',
    decidedBy: actor.userId,
    decidedAt: now,
    snapshotId: scan.snapshotId,
  });
  turn.send(...(await settleReview(tx, workspaceId, review.id)));
}

/** Whoever owns one of the item's endpoints may. What stands was decided by people, and is not undone by an old button. */
export async function demandToDecide(
  { tx, actor, demand }: Turn,
  review: Review,
  item: ReviewItem,
  replaces?: string,
): Promise<void> {
  demand('decide on an item', await concerned({ tx, actor }, review, item));
  const standing = await decisionFor(tx, review.id, item.id);
  if (!standing || standing.id === replaces) return;
  const words = Object.entries(CHOICE_WORDS).flatMap(([word, choice]) =>
    item.choices.includes(choice) && (choice !== standing.choice || choice === 'accept') ? [`\`${word}\``] : [],
  );
  throw new UserError(
    `This is decided: ${decisionInWords(standing)}. Nothing was changed. To change it, type \`/api-review decide ${item.rank} …\` with ${words.join(', ')}.`,
  );
}

/** The lead, and of the owners of what an item is about the one who acts, else the first. */
export async function concerned(
  { tx, actor }: Pick<Turn, 'tx' | 'actor'>,
  review: Review,
  item: ReviewItem,
): Promise<Subject> {
  const keys = new Set(item.endpointKeys);
  const touched = (await listEndpoints(tx, review.id)).filter(({ key }) => keys.has(key));
  const mine = touched.find(({ ownerId }) => isOneOf(actor, ownerId));
  const stoodInFor = touched.find(({ deputyId }) => deputyId !== null && isOneOf(actor, deputyId));
  const { ownerId, deputyId } = mine ?? stoodInFor ?? touched[0] ?? {};
  return { leadId: review.leadId, ...(ownerId && { ownerId }), ...(deputyId && { deputyId }) };
}
