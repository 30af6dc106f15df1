/** After a judgement: what the new findings mean for what was decided, and which items are fixed. Rows only. */
import { decisionsInForce, moveDecision } from '../../db/decisions.ts';
import { standingOf } from '../../db/endpoints.ts';
import { comeBack, keepGone, listGone } from '../../db/gone-items.ts';
import type { Tx } from '../../db/pool.ts';
import { say } from '../../db/posts.ts';
import { listFindings, listItems } from '../../db/results.ts';
import { acceptedOtherwise } from '../messages/item-mark.ts';
import { type GoneItem, goneItems } from '../review/gone.ts';
import { type ActedOn, actedOn, guardedBy } from '../review/guards.ts';
import { newSubjects, restsOn } from '../review/rests-on.ts';
import type { Decision, Review, ReviewFinding, ReviewItem } from '../review/review.ts';
import { observed, type State } from '../review/stage.ts';
import { cardKey, ifLost } from './draw-review.ts';

interface Reading {
  at: Date;
  snapshotId: string;
  /** Ids of items that left the list by a person's word: nothing of them is fixed. */
  muted: ReadonlySet<string>;
  /** False when only an answer was new: then nothing is fixed, for only a scan may say so. */
  scanned: boolean;
}

/** `before` are the items that were listed until now. Ids of what is to be said beside the review's own messages. */
export async function moveStages(
  tx: Tx,
  workspaceId: string,
  review: Review,
  before: readonly ReviewItem[],
  { muted, scanned, ...reading }: Reading,
): Promise<string[]> {
  const reviewId = review.id;
  const posts: string[] = [];
  const items = await listItems(tx, reviewId);
  const findings = await listFindings(tx, reviewId);
  await comeBack(
    tx,
    reviewId,
    items.map(({ id }) => id),
    reading.at,
  );
  if (scanned) {
    const known = (await listGone(tx, reviewId)).filter(({ outcome }) => outcome === 'unseen').map(({ item }) => item);
    for (const each of goneItems([...before, ...known], items, findings).filter(({ item }) => !muted.has(item.id)))
      await keepGone(tx, workspaceId, reviewId, each, reading);
  }
  const gone = await listGone(tx, reviewId);
  for (const decision of await decisionsInForce(tx, reviewId)) {
    const move =
      heldTo(decision, items, findings) ?? (scanned ? await seen(tx, reviewId, decision, items, gone) : undefined);
    if (!move) continue;
    await moveDecision(tx, workspaceId, decision, move.to, { ...reading, by: null, why: move.why });
    if (move.to !== 'ended') continue;
    const title = items.find(({ id }) => id === decision.itemId)?.title ?? 'an item';
    const said = await say(tx, workspaceId, {
      key: `accepted-otherwise-${decision.id}`,
      target: { to: 'thread', channelId: review.channelId, under: cardKey(reviewId) },
      message: acceptedOtherwise(decision.decidedBy, title, move.why),
      ifLost: ifLost(review, 'that a risk is accepted no more'),
    });
    if (said) posts.push(said);
  }
  return posts;
}

type Move = { to: State; why: string };

/** What was not approved yet rests on what was found then; a risk was accepted for what was there then. */
function heldTo(
  decision: Decision,
  items: readonly ReviewItem[],
  findings: readonly ReviewFinding[],
): Move | undefined {
  const item = items.find(({ id }) => id === decision.itemId);
  if (!item) return undefined;
  const now = restsOn(item, findings);
  if (decision.state === 'proposed' && decision.basis !== null && decision.basis !== now.basis)
    return { to: 'stale', why: 'what was found changed before it was approved' };
  const added = decision.choice === 'accept' && decision.state === 'approved' ? newSubjects(decision, now) : [];
  return added.length > 0 && decision.subjects.length > 0
    ? { to: 'ended', why: `it was accepted without ${added.slice(0, 3).join(', ')}` }
    : undefined;
}

async function seen(
  tx: Tx,
  reviewId: string,
  decision: Decision,
  items: readonly ReviewItem[],
  gone: readonly GoneItem[],
): Promise<Move | undefined> {
  const listed = items.find(({ id }) => id === decision.itemId);
  const left = gone.find(({ item }) => item.id === decision.itemId);
  const item = listed ?? left?.item;
  if (!item) return undefined;
  return observed(decision, {
    item: listed ? 'listed' : left?.outcome === 'fixed' ? 'gone' : 'unseen',
    now: await actedOnNow(tx, reviewId, item),
    before: decision.actedOn,
  });
}

/** How the control stands that an item asks for; null where it asks for none of endpoints. */
export async function actedOnNow(tx: Tx, reviewId: string, item: ReviewItem): Promise<ActedOn | null> {
  const control = guardedBy(item.check);
  return control && item.endpointKeys.length > 0
    ? actedOn(control, await standingOf(tx, reviewId, control, item.endpointKeys))
    : null;
}
