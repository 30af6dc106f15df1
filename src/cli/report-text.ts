import { SEVERITIES, type Severity, worse } from '../checks/check.ts';
import type { Witness } from '../checks/controls/control.ts';
import { DISCOVERY_SEES, notSeen } from '../inventory/not-seen.ts';
import type { Report } from '../remediation/report.ts';
import { coverageMatrix } from './coverage-matrix.ts';
import { drawn, type Line, type Look, line, type Tone, unbroken } from './look.ts';
import { visible } from './terminal.ts';

type Finding = Report['findings'][number];

const SHOWN = 5;
const TOP = 10; // past this nobody reads on; the rest is counted, and whole in --json

/** A request that gets through the gap of the item at this rank, where there is one to show. */
export type EscapeAt = (rank: number) => Witness | undefined;

const PLAIN: Look = { colour: false, columns: undefined };

/** The report for a person at a terminal: what to fix, in which order, and what nobody could see. */
export function reportText(report: Report, look: Look = PLAIN, escapeAt: EscapeAt = () => undefined): string {
  const { zone, inventory, findings, remediation } = report;
  const failed = findings.filter(({ outcome }) => outcome === 'fail');
  const unknown = findings.filter(({ outcome }) => outcome === 'unknown');
  const lacking = findings.filter(({ outcome }) => outcome === 'not_entitled');
  const lines = [
    line(`${visible(zone.name)} (${zone.plan})`, 'title'),
    line(
      `${inventory.total} endpoints: ${inventory.saved} saved, ${inventory.discovered} discovered and not saved, ${inventory.documented} documented`,
    ),
    ...notSeenLines(report),
    line(
      `${failed.length} to fix${severities(failed)}; ${unknown.length} could not be checked; ${lacking.length} not part of this plan`,
    ),
    ...chapter('To fix, in this order', [
      ...remediation.slice(0, TOP).flatMap((item) => itemLines(item, findings, escapeAt(item.rank))),
      ...further(remediation.length - TOP),
    ]),
    ...coverageMatrix(report.endpoints),
    ...chapter('Templates that stand for the same paths', templateLines(inventory.templates)),
    ...chapter('Could not be checked: neither good nor bad', unknown.flatMap(unknownLines)),
    ...chapter(
      'Not part of this plan',
      lacking.map(({ check, title }) => line(`${check}: ${visible(title)}`)),
    ),
    ...chapter('Not read', unreadSections(report)),
    ...chapter('Lists that were not read whole', tornLists(report)),
    line(''),
  ];
  return drawn(lines, look);
}

const chapter = (title: string, lines: readonly Line[]): Line[] =>
  lines.length > 0
    ? [line(''), line(title, 'title'), ...lines.map(({ text, ...rest }) => ({ text: `  ${text}`, ...rest }))]
    : [];

const further = (count: number, held = 'all of them'): Line[] =>
  count > 0 ? [line(`and ${count} more, ${held} with --json`, 'faint')] : [];

function severities(failed: readonly Finding[]): string {
  const counts = SEVERITIES.toReversed().flatMap((severity) => {
    const count = failed.filter((finding) => finding.severity === severity).length;
    return count > 0 ? [`${count} ${severity}`] : [];
  });
  return counts.length > 0 ? ` (${counts.join(', ')})` : '';
}

function itemLines(
  item: Report['remediation'][number],
  findings: readonly Finding[],
  witness: Witness | undefined,
): Line[] {
  const own = findings.filter(({ id }) => item.findings.includes(id));
  const subjects = [...new Set(own.flatMap((finding) => finding.subjects))];
  const severity = own.map((finding) => finding.severity).reduce(worse, 'info');
  return [
    line(`${item.rank}. ${visible(item.title)}`, toneOf(severity)),
    line(`   ${severity}, ${item.decision}, score ${item.score}: ${item.reasons.map(visible).join(', ')}`),
    ...(subjects.length > 0 ? [line(`   ${listed(subjects)}`)] : []),
    ...(witness ? [line(`   Gets through: ${visible(requestInWords(witness))}`)] : []),
    ...[...new Set(own.map(({ remediation }) => remediation))].map((fix) => line(`   Fix: ${visible(fix)}`)),
  ];
}

const requestInWords = ({ method, url, fields, because }: Witness): string => {
  const told = Object.entries(fields).map(([name, value]) => `${name} = ${JSON.stringify(value)}`);
  return `${method} ${url}${told.length > 0 ? ` with ${told.join(', ')}` : ''} (${because})`;
};

function toneOf(severity: Severity): Tone | undefined {
  if (severity === 'critical' || severity === 'high') return 'bad';
  return severity === 'medium' ? 'warning' : undefined;
}

function listed(subjects: readonly string[]): string {
  const more = subjects.length - SHOWN;
  return `${subjects.slice(0, SHOWN).map(visible).map(unbroken).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

function unknownLines({ check, title, reason, evidence, subjects }: Finding): Line[] {
  const detail = typeof evidence.detail === 'string' ? `: ${visible(evidence.detail)}` : '';
  return [
    line(`${check}: ${visible(title)} (${reason ?? 'unknown'}${detail})`),
    ...(subjects.length > 0 ? [line(`   ${listed(subjects)}`, 'faint')] : []),
  ];
}

function notSeenLines({ endpoints, sections }: Report): Line[] {
  const count = notSeen(endpoints);
  if (count === 0) return [];
  const read = sections.discovery.state === 'read';
  return [
    line(
      read
        ? `${count} not seen by API Discovery, ${DISCOVERY_SEES}`
        : `${count} of which nothing tells whether they are in use: API Discovery was not read`,
    ),
  ];
}

function templateLines({ within, crossing, isWhole, examples }: Report['inventory']['templates']): Line[] {
  const pairs = within + crossing;
  if (pairs === 0) return [];
  return [
    line(
      `${isWhole ? '' : 'at least '}${pairs} ${pairs === 1 ? 'pair' : 'pairs'}; the more specific template takes the requests that both stand for`,
    ),
    ...examples.slice(0, SHOWN).map((pair) => line(overlapInWords(pair))),
    ...further(
      pairs - Math.min(SHOWN, examples.length),
      examples.length < pairs ? `the first ${examples.length}` : 'all of them',
    ),
  ];
}

function overlapInWords({ how, templates, wins }: Report['inventory']['templates']['examples'][number]): string {
  const [wider, narrower] = templates.map((key) => unbroken(visible(key)));
  if (how === 'within') return `${wider} also stands for ${narrower}, which takes those requests`;
  const taker = wins === null ? 'Cloudflare does not say which takes them' : `${unbroken(visible(wins))} takes them`;
  return `${wider} and ${narrower} share some paths: ${taker}`;
}

function unreadSections({ sections }: Report): Line[] {
  return Object.entries(sections)
    .filter(([, { state }]) => state === 'no_permission' || state === 'failed')
    .map(([name, { state, detail = '' }]) =>
      line(`${name}: ${state === 'failed' ? '' : 'needs the permission '}${visible(detail)}`),
    );
}

const tornLists = ({ inventory }: Report): Line[] =>
  inventory.certificates
    .filter(({ complete }) => !complete)
    .map(({ list, rows, reported }) => line(`${list}: ${rows} rows read, ${reported ?? 'an unknown number'} reported`));
