/** The deliverables for programs. */
import type { Deliverables } from './model.ts';

/** Two spaces, so that two of them can be compared line by line. */
export function deliverablesJson({ review, takenAt, lead, steps, items, coverage, counts }: Deliverables): string {
  const told = {
    version: 1,
    review: {
      id: review.id,
      name: review.name,
      zone: review.zoneName,
      plan: review.plan,
      hosts: review.hosts,
      state: review.state,
      lead,
      startedAt: review.startedAt.toISOString(),
      endedAt: review.endedAt?.toISOString() ?? null,
    },
    takenAt,
    counts,
    coverage,
    deliverables: steps.map(({ step, title, columns, rows, findings }) => ({
      step,
      title,
      rows: rows.map((row) => Object.fromEntries(columns.map((column, index) => [column, row[index] ?? '']))),
      findings: findings.map(
        ({ id, check, outcome, reason, severity, title: what, subjects, evidenceKind, remediation }) => ({
          id,
          check,
          outcome,
          reason,
          severity,
          title: what,
          subjects,
          evidenceKind,
          remediation,
        }),
      ),
    })),
    items: items.map(
      ({ rank, id, score, risk, because, title, fix, findings, endpointKeys, owners, proposed, decision }) => ({
        rank,
        id,
        score,
        risk,
        because,
        title,
        fix,
        findings,
        endpoints: endpointKeys,
        owners,
        proposed,
        decision,
      }),
    ),
  };
  return `${JSON.stringify(told, null, 2)}\n`;
}
