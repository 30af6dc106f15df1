/** After a judgement: what the new findings mean for what was decided, and which items are fixed. Rows only. */
import { decisionsInForce, moveDecision } from '../../db/decisions.ts';
import { standingOf } from '../../db/endpoints.ts';
import { comeBack, keepGone, listGone } from '../../db/gone-items.ts';
import type { Tx } from '../../db/pool.ts';
import { listFindings, listItems } from '../../db/results.ts';
import { type GoneItem, goneItems } from '../review/gone.ts';
import { type ActedOn, actedOn, guardedBy } from '../review/guards.ts';
import { newSubjects, restsOn } from '../review/rests-on.ts';
import type { Decision, ReviewFinding, ReviewItem } from '../review/review.ts';
import { observed, type State } from '../review/stage.ts';

interface Reading {
  at: Date;
  snapshotId: string;
  /** False when only an answer was new: then nothing is fixed, for only a scan may say so. */
  scanned: boolean;
}

/** `before` are the items that were listed until now. */
export async function moveStages(
  tx: Tx,
  workspaceId: string,
  reviewId: string,
  before: readonly ReviewItem[],
  reading: Reading,
): Promise<void> {
  const items = await listItems(tx, reviewId);
  const findings = await listFindings(tx, reviewId);
  await comeBack(
    tx,
    reviewId,
    items.map(({ id }) => id),
    reading.at,
  );
  if (reading.scanned) {
    const known = (await listGone(tx, reviewId)).filter(({ outcome }) => outcome === 'unseen').map(({ item }) => item);
    for (const each of goneItems([...before, ...known], items, findings))
      await keepGone(tx, workspaceId, reviewId, each, reading);
  }
  const gone = await listGone(tx, reviewId);
  for (const decision of await decisionsInForce(tx, reviewId)) {
    const move =
      heldTo(decision, items, findings) ??
      (reading.scanned ? await seen(tx, reviewId, decision, items, gone) : undefined);
    if (move) await moveDecision(tx, workspaceId, decision, move.to, { ...reading, by: null, why: move.why });
  }
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
