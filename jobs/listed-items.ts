/** What a review keeps of an assessment’s items: the list, the requests that get through, and what puts each right. */
import type { Snapshot } from '../src/checks/snapshot.ts';
import { choices, needsSecondPerson } from '../src/remediation/decision.ts';
import type { Mode } from '../src/remediation/fixes/fix.ts';
import { fixOf } from '../src/remediation/fixes/index.ts';
import { positions } from '../src/remediation/position.ts';
import type { Assessment } from '../src/remediation/report.ts';
import { escapeOf } from '../src/remediation/witnesses.ts';
import type { ItemFixes, ItemWitness, ReviewItem } from '../src/review/review.ts';

/** By the id of the item. */
export function witnessesOf({ items, inventory, judge }: Assessment): Map<string, ItemWitness> {
  return new Map(
    items.flatMap((item): [string, ItemWitness][] => {
      const witness = escapeOf(item, inventory.endpoints, judge);
      return witness && item.findings[0] !== undefined ? [[item.findings[0], witness]] : [];
    }),
  );
}

/** By the id of the item. */
export function fixesOf(assessment: Assessment, snapshot: Snapshot): Map<string, ItemFixes> {
  const byId = new Map(assessment.findings.map((finding) => [finding.id, finding]));
  return new Map(
    assessment.items.flatMap((item): [string, ItemFixes][] => {
      const finding = byId.get(item.findings[0] ?? '');
      if (!finding) return [];
      const fix = (mode: Mode) => fixOf(assessment, snapshot, finding, mode);
      const staged = item.decision === 'log-first' ? fix('log') : item.decision === 'canary' ? fix('canary') : null;
      return [[finding.id, { enforce: fix('enforce'), staged }]];
    }),
  );
}

/** In order. */
export function itemsOf(
  { items, findings }: Assessment,
  plan: Parameters<typeof choices>[1],
  witnesses: ReadonlyMap<string, ItemWitness>,
): ReviewItem[] {
  const byId = new Map(findings.map((finding) => [finding.id, finding]));
  const places = positions(items);
  return items.map((item, index) => {
    const [id = ''] = item.findings;
    const offered = choices(item, plan);
    return {
      id,
      rank: item.rank,
      score: item.score,
      title: item.title,
      check: item.check,
      fix: byId.get(id)?.remediation ?? '',
      findings: item.findings,
      endpointKeys: item.endpointKeys,
      reasons: item.reasons,
      proposed: item.decision,
      choices: offered,
      needSecond: offered.filter((choice) => needsSecondPerson(choice, item)),
      witnessed: witnesses.has(id),
      risk: item.risk,
      because: places[index]?.because ?? '',
      isClose: places[index]?.isClose ?? false,
    };
  });
}
