/** What a scan with a fault says that it has no ground for: held against the scan without the fault. */
import type { Check } from '../../src/checks/check.ts';
import type { ControlName } from '../../src/checks/controls/control.ts';
import { checks } from '../../src/checks/index.ts';
import { type ReadableSection, SECTIONS, type SectionName, type Snapshot } from '../../src/checks/snapshot.ts';
import { assess, type Report, scanReport } from '../../src/remediation/report.ts';

export type Scan = { snapshot: Snapshot; report: Report };

const TIMES = { startedAt: '2026-11-23T09:00:00Z', finishedAt: '2026-11-23T09:00:00Z' };

export const judged = (snapshot: Snapshot): Scan => ({
  snapshot,
  report: scanReport(snapshot, assess(snapshot), TIMES),
});

/** Whoever judges conditions on paths relies on what rewrites made of them. */
const CONDITIONS: readonly SectionName[] = ['customRules', 'rateLimits', 'managedRules', 'jwtRules', 'accessApps'];
const RULES: readonly SectionName[] = ['customRules', 'accountRulesets', 'urlNormalization'];
/** The sections a control is judged by. */
const JUDGED_BY: Record<ControlName, readonly SectionName[]> = {
  'rate-limit': [...RULES, 'rateLimits'],
  schema: [...RULES, 'operations', 'schemaSettings'],
  jwt: ['operations', 'jwtRules', 'urlNormalization'],
  mtls: [...RULES, 'mtlsHosts'],
  'waf-managed': [...RULES, 'managedRules'],
  'waf-custom': RULES,
  bots: [...RULES, 'bots'],
  'leaked-credentials': [...RULES, 'rateLimits', 'leakedCredentials'],
  access: ['accessApps', 'accessPolicies', 'urlNormalization'],
  logging: ['logpushZone', 'logpushAccount'],
};
const INVENTORY: readonly SectionName[] = ['operations', 'discovery', 'schemas', 'analytics'];

/** Every sentence is one thing said without ground; none when the fault did no harm but of its own. */
export function unfounded(faulty: Scan, references: readonly Scan[], feeds?: readonly ReadableSection[]): string[] {
  const [base] = references;
  return [
    ...beyond('fail', fails(faulty), references.map(fails)),
    ...beyond('covered', covered(faulty), references.map(covered)),
    ...(base ? spilled(faulty, base, feeds) : []),
  ];
}

/** What differs though nothing that feeds it does. */
export function spilled(faulty: Scan, base: Scan, feeds?: readonly ReadableSection[]): string[] {
  const changed = SECTIONS.filter((name) => !same(sectionOf(faulty, name), sectionOf(base, name)));
  return [
    ...(feeds ? changed.filter((name) => !(feeds as readonly string[]).includes(name)) : []).map(
      (name) => `section ${name} is not fed by the call, and differs`,
    ),
    ...otherFindings(faulty, base, changed),
    ...otherControls(faulty, base, changed),
  ];
}

/** A list's proof belongs to its section. */
const sectionOf = ({ snapshot }: Scan, name: SectionName) => [
  snapshot.sections[name],
  snapshot.certificates.filter(({ list, complete }) => list === name && !complete),
];

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

function beyond(what: string, said: readonly string[], known: readonly (readonly string[])[]): string[] {
  const all = new Set(known.flat());
  return said.filter((line) => !all.has(line)).map((line) => `${what} ${line}, which the scan without it does not say`);
}

const fails = ({ report }: Scan): string[] =>
  report.findings
    .filter(({ outcome }) => outcome === 'fail')
    .flatMap(({ check, subjects }) => subjects.map((subject) => `${check} of ${subject}`));

const covered = ({ report }: Scan): string[] =>
  report.endpoints.flatMap(({ key, controls }) =>
    Object.entries(controls).flatMap(([name, { verdict }]) => (verdict === 'covered' ? [`${name} of ${key}`] : [])),
  );

function otherFindings(faulty: Scan, base: Scan, changed: readonly SectionName[]): string[] {
  return checks
    .filter((check) => !isFed(check, changed))
    .filter(({ id }) => !same(findingsOf(faulty, id), findingsOf(base, id)))
    .map(({ id }) => `findings of ${id} differ, which declares none of ${changed.join(', ') || 'nothing'}`);
}

/** Which endpoints there are concerns every check that is about endpoints. */
function isFed({ needs, uses }: Check, changed: readonly SectionName[]): boolean {
  if (changed.includes('zone')) return true; // name and plan are handed to every check
  const declared: readonly string[] = [...needs, ...uses];
  if (changed.some((name) => declared.includes(name))) return true;
  if (changed.includes('urlNormalization') && CONDITIONS.some((name) => declared.includes(name))) return true;
  return declared.includes('operations') && changed.some((name) => INVENTORY.includes(name));
}

const findingsOf = ({ report }: Scan, id: string) => report.findings.filter(({ check }) => check === id);

function otherControls(faulty: Scan, base: Scan, changed: readonly SectionName[]): string[] {
  if (changed.includes('zone')) return [];
  const before = new Map(base.report.endpoints.map((endpoint) => [endpoint.key, endpoint]));
  return faulty.report.endpoints.flatMap(({ key, controls, sensitivity }) => {
    const known = before.get(key);
    if (!known || (known.sensitivity !== sensitivity && changed.some((name) => INVENTORY.includes(name)))) return [];
    return (Object.keys(JUDGED_BY) as ControlName[])
      .filter((name) => !JUDGED_BY[name].some((section) => changed.includes(section)))
      .filter((name) => !same(controls[name], known.controls[name]))
      .map((name) => `${name} of ${key} differs, which is judged by none of ${changed.join(', ') || 'nothing'}`);
  });
}
