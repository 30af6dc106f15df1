/** What is found in a review’s zone, by its snapshot, its documents, and all that people said and approved. */
import { listClassificationRules } from '../db/classification-rules.ts';
import { decidedBefore } from '../db/decisions.ts';
import { documentedOperations } from '../db/documents.ts';
import { listEndpoints, listKeys, renameEndpoints } from '../db/endpoints.ts';
import type { Tx } from '../db/pool.ts';
import { listQuestions } from '../db/questions.ts';
import { loadSnapshot } from '../db/snapshots.ts';
import type { Approved } from '../src/checks/approved.ts';
import type { Answer } from '../src/checks/check.ts';
import { inventoryOf } from '../src/checks/inventory-of.ts';
import { parseSnapshot, type Snapshot, storedSnapshot } from '../src/checks/snapshot.ts';
import { renamed } from '../src/inventory/renamed.ts';
import type { DocumentedOperation } from '../src/inventory/sources.ts';
import { type Assessment, assess } from '../src/remediation/report.ts';
import { statedBy } from '../src/review/answers.ts';
import { approvedIn, pickedDecisions } from '../src/review/approved.ts';
import { saidBy } from '../src/review/classification.ts';
import type { Review } from '../src/review/review.ts';

export interface Assessed {
  snapshot: Snapshot;
  answers: Answer[];
  all: Assessment;
  /** Whose an endpoint was before one segment of its path was renamed, by the key it has now. */
  movedFrom: ReadonlyMap<string, { was: string; ownerId: string }>;
}

export async function assessReview(tx: Tx, workspaceId: string, review: Review, scanId: string): Promise<Assessed> {
  const snapshot = parseSnapshot(await loadSnapshot(tx, scanId));
  const documented = await documentedOperations(tx, review.id);
  const movedFrom = await carryOver(tx, workspaceId, review.id, snapshot, documented);
  const answers = statedBy(await listQuestions(tx, review.id), await listEndpoints(tx, review.id));
  return {
    snapshot,
    answers,
    all: assess(
      snapshot,
      documented,
      answers,
      saidBy(await listClassificationRules(tx)),
      await approvedBefore(tx, review),
    ),
    movedFrom,
  };
}

/** A snapshot that can be read no more shows nothing that was approved. */
async function approvedBefore(tx: Tx, review: Review): Promise<Approved[]> {
  const picked = pickedDecisions(await decidedBefore(tx, review));
  const approved: Approved[] = [];
  for (const scanId of new Set(picked.map(({ decision }) => decision.scanId))) {
    const snapshot = storedSnapshot(await loadSnapshot(tx, scanId));
    const ofScan = picked.filter(({ decision }) => decision.scanId === scanId);
    if (snapshot) approved.push(...approvedIn(snapshot, ofScan));
  }
  return approved;
}

/** Before anything is judged, what people said of an endpoint goes over to the key that it has now. */
async function carryOver(
  tx: Tx,
  workspaceId: string,
  reviewId: string,
  snapshot: Snapshot,
  documented: readonly DocumentedOperation[],
): Promise<Assessed['movedFrom']> {
  const known = await listKeys(tx, reviewId);
  if (known.length === 0) return new Map(); // the first judgement
  const now = new Set(inventoryOf(snapshot, documented).endpoints.map(({ key }) => key));
  const before = new Map(known.map((each) => [each.key, each]));
  const gone = known.filter((each) => !each.gone && !now.has(each.key)).map(({ key }) => key);
  const renames = renamed(
    gone,
    [...now].filter((key) => !before.has(key)),
  );
  await renameEndpoints(
    tx,
    workspaceId,
    reviewId,
    renames.filter(({ how }) => how === 'respelled'),
  );
  const moved = renames.filter(({ how }) => how === 'moved');
  return new Map(moved.map(({ was, key }) => [key, { was, ownerId: before.get(was)?.ownerId ?? '' }]));
}
