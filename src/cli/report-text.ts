import { SEVERITIES } from '../checks/check.ts';
import type { Report } from '../remediation/report.ts';
import { visible } from './terminal.ts';

type Finding = Report['findings'][number];

const SHOWN = 5;

/** The report for a person at a terminal: what to fix, in which order, and what nobody could see. */
export function reportText(report: Report): string {
  const { zone, inventory, findings } = report;
  const failed = findings.filter(({ outcome }) => outcome === 'fail');
  const unknown = findings.filter(({ outcome }) => outcome === 'unknown');
  const lacking = findings.filter(({ outcome }) => outcome === 'not_entitled');
  return [
    `${visible(zone.name)} (${zone.plan})`,
    `${inventory.total} endpoints: ${inventory.saved} saved, ${inventory.discovered} discovered and not saved, ${inventory.documented} documented`,
    `${failed.length} to fix${severities(failed)}; ${unknown.length} could not be checked; ${lacking.length} not part of this plan`,
    ...chapter(
      'To fix, in this order',
      report.remediation.map((item) => itemText(item, findings)),
    ),
    ...chapter('Could not be checked: neither good nor bad', unknown.map(unknownText)),
    ...chapter(
      'Not part of this plan',
      lacking.map(({ check, title }) => `${check}: ${visible(title)}`),
    ),
    ...chapter('Not read', unreadSections(report)),
    ...chapter('Lists that changed while they were read', tornLists(report)),
    '',
  ].join('\n');
}

const chapter = (title: string, lines: string[]): string[] =>
  lines.length > 0 ? ['', title, ...lines.map(indent)] : [];
const indent = (text: string) => text.replace(/^/gm, '  ');

function severities(failed: readonly Finding[]): string {
  const counts = SEVERITIES.toReversed().flatMap((severity) => {
    const count = failed.filter((finding) => finding.severity === severity).length;
    return count > 0 ? [`${count} ${severity}`] : [];
  });
  return counts.length > 0 ? ` (${counts.join(', ')})` : '';
}

function itemText(item: Report['remediation'][number], findings: readonly Finding[]): string {
  const own = findings.filter(({ id }) => item.findings.includes(id));
  const subjects = [...new Set(own.flatMap((finding) => finding.subjects))];
  return [
    `${item.rank}. ${visible(item.title)}`,
    `   ${item.decision}, score ${item.score}: ${item.reasons.map(visible).join(', ')}`,
    ...(subjects.length > 0 ? [`   ${listed(subjects)}`] : []),
    ...[...new Set(own.map(({ remediation }) => remediation))].map((fix) => `   Fix: ${visible(fix)}`),
  ].join('\n');
}

function listed(subjects: readonly string[]): string {
  const more = subjects.length - SHOWN;
  return `${subjects.slice(0, SHOWN).map(visible).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

function unknownText({ check, title, reason, evidence, subjects }: Finding): string {
  const detail = typeof evidence.detail === 'string' ? `: ${visible(evidence.detail)}` : '';
  const about = subjects.length > 0 ? `\n   ${listed(subjects)}` : '';
  return `${check}: ${visible(title)} (${reason ?? 'unknown'}${detail})${about}`;
}

function unreadSections({ sections }: Report): string[] {
  return Object.entries(sections)
    .filter(([, { state }]) => state === 'no_permission' || state === 'failed')
    .map(
      ([name, { state, detail = '' }]) =>
        `${name}: ${state === 'failed' ? '' : 'needs the permission '}${visible(detail)}`,
    );
}

const tornLists = ({ inventory }: Report): string[] =>
  inventory.certificates
    .filter(({ complete }) => !complete)
    .map(({ list, rows, reported }) => `${list}: ${rows} rows read, ${reported ?? 'an unknown number'} reported`);
