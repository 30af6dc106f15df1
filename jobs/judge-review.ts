/** Puts what was found into a review’s rows. */
import { answeredBefore, foundBefore } from '../db/earlier-answers.ts';
import { listEndpoints, saveEndpoints } from '../db/endpoints.ts';
import { noteFresh, saveFigures } from '../db/figures.ts';
import { listOwnershipRules } from '../db/ownership-rules.ts';
import type { Tx } from '../db/pool.ts';
import { ask, contest, listQuestions, withdraw } from '../db/questions.ts';
import { replaceResults } from '../db/results.ts';
import { splitKey } from '../src/inventory/endpoint.ts';
import { type Held, holdMarks } from '../src/publish/hold-marks.ts';
import { scanReport } from '../src/remediation/report.ts';
import { withinHosts } from '../src/remediation/within-hosts.ts';
import { withoutMuted } from '../src/remediation/without-muted.ts';
import { type Asked, inTurn, nameOf, type OwnedEndpoint, questionsFor } from '../src/review/asking.ts';
import { canBeConfirmed, earlierAnswer, type FoundBefore } from '../src/review/carrying.ts';
import { against, contradictedIn } from '../src/review/contradictions.ts';
import { expiringIn } from '../src/review/expiring.ts';
import { figuresOf } from '../src/review/figures.ts';
import { ownership, ruleFinder, withinChannel } from '../src/review/ownership.ts';
import type { EarlierAnswer, Question, Review } from '../src/review/review.ts';

import type { Assessed } from './assess-review.ts';
import { fixesOf, itemsOf, witnessesOf } from './listed-items.ts';

/** Keeps endpoints with their owners, findings, the list, figures and questions. Gives what is held back by a person’s word. */
export async function judge(
  tx: Tx,
  workspaceId: string,
  review: Review,
  scanId: string,
  assessed: Assessed & { insiders: ReadonlySet<string> | undefined },
  now: Date,
): Promise<Held> {
  const { snapshot, answers, all, movedFrom, insiders } = assessed;
  const within = withinHosts(all, review.hosts, snapshot.zone.plan);
  const held = await holdMarks(tx, workspaceId, review, within.findings, now);
  const assessment = withoutMuted(within, held.muted, snapshot.zone.plan);
  const report = scanReport(
    snapshot,
    assessment,
    { startedAt: snapshot.takenAt, finishedAt: snapshot.takenAt },
    answers,
  );

  const rules = ruleFinder(await listOwnershipRules(tx));
  const inventory = new Map(assessment.inventory.endpoints.map((endpoint) => [endpoint.key, endpoint]));
  await saveEndpoints(
    tx,
    workspaceId,
    review.id,
    report.endpoints.map((facts) => {
      const { ownerId, deputyId, because } = withinChannel(
        ownership(facts.key, rules, review.leadId, movedFrom.get(facts.key)),
        review.leadId,
        insiders,
      );
      const { method, host, path } = inventory.get(facts.key) ?? splitKey(facts.key);
      return { key: facts.key, facts: { ...facts, method, host, path }, ownerId, deputyId, ownerBecause: because };
    }),
  );
  const witnesses = witnessesOf(assessment);
  const items = itemsOf(assessment, snapshot.zone.plan, witnesses);
  await replaceResults(tx, workspaceId, review.id, {
    findings: report.findings,
    items,
    witnesses,
    fixes: fixesOf(assessment, snapshot),
  });

  const endpoints = await listEndpoints(tx, review.id);
  const found = new Map(report.endpoints.map((facts) => [facts.key, facts]));
  const owned = endpoints.flatMap(({ key, ownerId, facts: { method, host, path } }) => {
    const facts = found.get(key);
    return facts ? [{ ...facts, method, host, path, ownerId }] : [];
  });
  const fresh = await noteFresh(tx, review.id, scanId);
  const inNumbers = figuresOf({
    endpoints: owned.map(({ key, host, ownerId, controls }) => ({ key, host, ownerId, controls })),
    fresh,
    findings: report.findings,
    items,
    expiring: expiringIn(snapshot),
  });
  await saveFigures(tx, workspaceId, review, { scanId, takenAt: snapshot.takenAt }, inNumbers);
  await contestAnswers(tx, review.id, report.findings, now);
  const before = await listQuestions(tx, review.id);
  const wanted = questionsFor(owned, review.leadId);
  const earlier = await earlierAnswers(tx, review, notYet(wanted, before), owned, now);
  const asked = inTurn(wanted, before, owned, (each) => canBeConfirmed(earlier.get(nameOf(each))));
  await withdraw(tx, review.id, asked);
  for (const each of asked)
    await ask(tx, workspaceId, review.id, { ...each, earlier: earlier.get(nameOf(each)) ?? null }, now);
  return held;
}

/** Whoever answered is asked again: what they said and what was read cannot both be true. */
async function contestAnswers(tx: Tx, reviewId: string, findings: Parameters<typeof contradictedIn>[0], now: Date) {
  const contradicted = contradictedIn(findings);
  const contested = (await listQuestions(tx, reviewId)).filter((each) => against(each, contradicted).length > 0);
  await contest(
    tx,
    reviewId,
    contested.map(({ id }) => id),
    now,
  );
}

function notYet(wanted: readonly Asked[], before: readonly Question[]): Asked[] {
  const known = new Set(before.map(nameOf));
  return wanted.filter((each) => !known.has(nameOf(each)));
}

/** By question and owner: what the same owner answered to it before this review. */
async function earlierAnswers(
  tx: Tx,
  review: Review,
  wanted: readonly Asked[],
  owned: readonly OwnedEndpoint[],
  at: Date,
): Promise<Map<string, EarlierAnswer>> {
  if (wanted.length === 0) return new Map();
  const said = new Map((await answeredBefore(tx, review)).map((each) => [nameOf(each), each]));
  const now = new Map(owned.map((endpoint) => [endpoint.key, endpoint]));
  const then = new Map<string, Map<string, FoundBefore>>();
  const found = new Map<string, EarlierAnswer>();
  for (const each of wanted) {
    const before = said.get(nameOf(each));
    if (!before) continue;
    const facts = then.get(before.reviewId) ?? (await foundBefore(tx, before.reviewId, [...now.keys()]));
    then.set(before.reviewId, facts);
    const earlier = earlierAnswer(each, before, facts, now, at);
    if (earlier) found.set(nameOf(each), earlier);
  }
  return found;
}
