/** The deliverables as spreadsheets: one a step, and one of all findings. */
import { csv } from '../messages/csv.ts';
import type { Deliverables } from './model.ts';

export interface Table {
  /** For the name of a file. */
  kind: string;
  title: string;
  csv: string;
}

const KINDS = ['inventory', 'authentication', 'authorization', 'input', 'abuse', 'machines', 'logging', 'remediation'];

export function deliverableTables({ steps }: Deliverables): Table[] {
  const tables = steps.map(({ step, title, columns, rows }) => ({
    kind: KINDS[step - 1] ?? `step-${step}`,
    title,
    csv: csv(columns, rows),
  }));
  const findings = steps.flatMap((step) =>
    step.findings.map(({ id, check, outcome, reason, severity, title, evidenceKind, subjects, remediation }) => [
      String(step.step),
      id,
      check,
      outcome,
      reason ?? '',
      severity,
      title,
      evidenceKind,
      subjects.join(' '),
      remediation,
    ]),
  );
  return [...tables, { kind: 'findings', title: 'Findings', csv: csv(FINDING_COLUMNS, findings) }];
}

const FINDING_COLUMNS = [
  'step',
  'id',
  'check',
  'outcome',
  'reason',
  'severity',
  'title',
  'evidence',
  'subjects',
  'fix',
];
