/** Reads what staged controls would stop, or stop, and says what is new: ready, or more than its gate allows. */
import { decisionsInForce, moveDecision } from '../db/decisions.ts';
import { listEndpoints, standingOf } from '../db/endpoints.ts';
import { listGone } from '../db/gone-items.ts';
import { say } from '../db/posts.ts';
import { listItems } from '../db/results.ts';
import { findReview, lockReview } from '../db/reviews.ts';
import { newestScan } from '../db/scans.ts';
import { loadSnapshot } from '../db/snapshots.ts';
import { type Left, reviewsWithStages } from '../db/sweeps.ts';
import { addEvidence, type DecisionEvidence, listEvidence } from '../db/trial-evidence.ts';
import { storedSnapshot } from '../src/checks/snapshot.ts';
import { readTrial } from '../src/cloudflare/read-trial.ts';
import { trialTurned } from '../src/messages/trial.ts';
import { cardKey, drawReview, ifLost } from '../src/publish/draw-review.ts';
import { publish } from '../src/publish/publish.ts';
import { guardedBy } from '../src/review/guards.ts';
import { type Decision, isOpen, type Review, type ReviewItem } from '../src/review/review.ts';
import { isStaged } from '../src/review/stage.ts';
import { trialFigures } from '../src/review/trial-figures.ts';
import { dueFrom, judged, type Traces, tracesOf } from '../src/review/watching.ts';
import { cloudflareOf } from './cloudflare-access.ts';
import { defineJob, type JobContext } from './job.ts';

export default defineJob('watch-trials', async (_, context) => {
  for (const left of await context.db.sweeping(reviewsWithStages)) {
    await watch(context, left).catch((error: unknown) => {
      // The others go on; what was not read now is read the next time, from where the last reading ended.
      context.log.warn({ err: error, reviewId: left.id }, 'the trials of a review could not be looked at');
    });
  }
});

async function watch(context: JobContext, { id, workspaceId }: Left): Promise<void> {
  await context.db.exclusively(`trials ${id}`, async () => {
    for (const trial of await trialsDue(context, workspaceId, id)) {
      const evidence = await read(context, workspaceId, trial);
      if (evidence) await take(context, workspaceId, trial, evidence);
    }
  });
}

interface Trial {
  review: Review;
  decision: Decision;
  item: ReviewItem;
  control: NonNullable<ReturnType<typeof guardedBy>>;
  traces: Traces;
  places: { key: string; method: string; host: string; path: string; audience: string | null }[];
  from: Date;
}

function trialsDue({ db, now }: JobContext, workspaceId: string, reviewId: string): Promise<Trial[]> {
  return db.inWorkspace(workspaceId, async (tx) => {
    const review = await findReview(tx, reviewId);
    const known = await listEvidence(tx, reviewId);
    const due = (await decisionsInForce(tx, reviewId)).flatMap((decision) => {
      const of = known.filter(({ decisionId }) => decisionId === decision.id);
      const from = isStaged(decision.state) ? dueFrom(decision, of, now()) : undefined;
      return from ? [{ decision, from }] : [];
    });
    if (!review || !isOpen(review) || due.length === 0) return []; // what follows is large, and seldom needed
    const scan = await newestScan(tx, reviewId);
    const snapshot = scan?.snapshotId ? storedSnapshot(await loadSnapshot(tx, scan.id)) : undefined;
    if (!snapshot) return [];
    const items = [...(await listGone(tx, reviewId)).map(({ item }) => item), ...(await listItems(tx, reviewId))];
    const places = (await listEndpoints(tx, reviewId)).map(({ key, facts: { method, host, path, audience } }) => ({
      key,
      method,
      host,
      path,
      audience,
    }));
    const trials: Trial[] = [];
    for (const { decision, from } of due) {
      const item = items.findLast(({ id }) => id === decision.itemId);
      const control = item && guardedBy(item.check);
      if (!item || !control) continue;
      const standing = await standingOf(tx, reviewId, control, item.endpointKeys);
      const subjects = standing.flatMap(({ controls }) => controls[control]?.rules ?? []);
      const traces = tracesOf(control, subjects, snapshot);
      if (traces) trials.push({ review, decision, item, control, traces, places, from });
    }
    return trials;
  });
}

async function read(
  context: JobContext,
  workspaceId: string,
  { review, decision, item, traces, places, from }: Trial,
): Promise<DecisionEvidence | undefined> {
  const access = await cloudflareOf(context, workspaceId);
  if ('problem' in access) return undefined;
  const guarded = new Set(item.endpointKeys);
  const hosts = [...new Set(places.filter(({ key }) => guarded.has(key)).map(({ host }) => host))].sort();
  const reading = await readTrial(
    access.client,
    { zoneId: review.zoneId, ...traces, hosts, from, to: context.now() },
    context.signal,
  );
  if (!reading) return undefined;
  const stops = decision.state === 'enforced' || decision.choice === 'canary';
  const figures = trialFigures(reading, places, guarded, stops ? 'stops' : 'logs');
  return { decisionId: decision.id, from: reading.from, to: reading.to, figures };
}

/** The row, the move and what is said of it in one transaction: a crash repeats none of them. */
async function take(context: JobContext, workspaceId: string, trial: Trial, evidence: DecisionEvidence): Promise<void> {
  const now = context.now();
  const posts = await context.db.inWorkspace(workspaceId, async (tx) => {
    const review = await lockReview(tx, trial.review.id);
    const decision = (await decisionsInForce(tx, trial.review.id)).find(({ id }) => id === trial.decision.id);
    if (!review || !isOpen(review) || decision?.state !== trial.decision.state) return [];
    const before = (await listEvidence(tx, review.id)).filter(({ decisionId }) => decisionId === decision.id);
    if (!(await addEvidence(tx, workspaceId, evidence))) return [];
    const { proof, to, say: said } = judged(decision, trial.control, before, evidence, now);
    const { worst: _, missing, ...figures } = proof;
    if (to)
      await moveDecision(tx, workspaceId, decision, to, {
        by: null,
        at: now,
        why: to === 'ready' ? 'its gate was passed' : missing.join(', '),
        snapshotId: null,
        figures,
      });
    const word =
      said &&
      (await say(tx, workspaceId, {
        key: `${said}-${decision.id}-${now.toISOString().slice(0, 10)}`, // at most once a day
        target: { to: 'thread', channelId: review.channelId, under: cardKey(review.id) },
        message: trialTurned(review, decision, trial.item.title, said, proof),
        ifLost: ifLost(review, 'how a staged control does'),
      }));
    return [...(await drawReview(tx, workspaceId, review.id)), ...(word ? [word] : [])];
  });
  await publish(context, workspaceId, posts);
}
