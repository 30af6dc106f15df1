/** How many endpoints each control protects, and how: controls against verdicts, then against what is at stake. */
import { CONTROL_NAMES, type Control, type ControlName, type ControlVerdict } from '../checks/controls/control.ts';
import type { Report } from '../remediation/report.ts';
import { type Line, line } from './look.ts';

type Endpoint = Report['endpoints'][number];

const VERDICTS: readonly [ControlVerdict, string][] = [
  ['covered', 'covered'],
  ['bypassable', 'bypassable'],
  ['uncovered', 'uncovered'],
  ['unknown', 'unknown'],
  ['unavailable', 'off plan'],
];
const SENSITIVITIES = ['auth', 'token', 'payment', 'personal', 'write', 'search', 'read'] as const;

export function coverageMatrix(endpoints: readonly Endpoint[]): Line[] {
  if (endpoints.length === 0) return [];
  return [
    ...table(
      'Endpoints per control',
      ['', 'covered', 'in log', ...VERDICTS.slice(1).map(([, name]) => name)],
      byVerdict(endpoints),
    ),
    ...table('Covered, by what is at stake (? unknown)', ['', ...present(endpoints)], bySensitivity(endpoints)),
  ];
}

const asked = (endpoints: readonly Endpoint[], name: ControlName): Control[] =>
  endpoints.flatMap(({ controls }) => controls[name] ?? []);

const counted = (controls: readonly Control[], verdict: ControlVerdict): number =>
  controls.filter((control) => control.verdict === verdict).length;

/** What is covered in log mode only stops nobody yet: it is counted twice, the second time as that. */
function byVerdict(endpoints: readonly Endpoint[]): string[][] {
  return CONTROL_NAMES.map((name) => {
    const controls = asked(endpoints, name);
    const [covered = 0, ...others] = VERDICTS.map(([verdict]) => counted(controls, verdict));
    const logOnly = controls.filter(({ verdict, mode }) => verdict === 'covered' && mode === 'log').length;
    return [name, ...[covered, logOnly, ...others].map((count) => (count === 0 ? '-' : String(count)))];
  });
}

const present = (endpoints: readonly Endpoint[]) =>
  SENSITIVITIES.filter((sensitivity) => endpoints.some((endpoint) => endpoint.sensitivity === sensitivity));

function bySensitivity(endpoints: readonly Endpoint[]): string[][] {
  return CONTROL_NAMES.map((name) => [
    name,
    ...present(endpoints).map((sensitivity) => {
      const controls = asked(
        endpoints.filter((endpoint) => endpoint.sensitivity === sensitivity),
        name,
      );
      const unknown = counted(controls, 'unknown');
      if (controls.length === 0 || counted(controls, 'unavailable') === controls.length) return '-';
      return `${counted(controls, 'covered')}/${controls.length}${unknown > 0 ? ` ${unknown}?` : ''}`;
    }),
  ]);
}

/** The first column to the left, numbers to the right, each as wide as it must be. */
function table(title: string, head: readonly string[], rows: readonly string[][]): Line[] {
  const widths = head.map((name, column) => Math.max(name.length, ...rows.map((row) => (row[column] ?? '').length)));
  const drawnRow = (row: readonly string[]) =>
    `  ${row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0))).join('  ')}`;
  return [line(''), line(title, 'title'), line(drawnRow(head), 'faint'), ...rows.map((row) => line(drawnRow(row)))];
}
