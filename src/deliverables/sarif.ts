/**
 * The findings as SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/), for what reads it: code scanning,
 * trackers, dashboards. There are no files, so what a finding is about are logical locations.
 */
import { compareText } from '../checks/check.ts';
import { checks } from '../checks/index.ts';
import type { ReviewFinding } from '../review/review.ts';
import type { Deliverables, HandedItem } from './model.ts';

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';
const LEVELS = { critical: 'error', high: 'error', medium: 'warning', low: 'note', info: 'note' } as const;
/** For readers that know a number only. */
const SECURITY = { critical: '9.5', high: '8.0', medium: '5.5', low: '3.0', info: '0.0' } as const;
/** What could not be looked at is neither a pass nor a failure. */
const KINDS = { fail: 'fail', unknown: 'open', not_entitled: 'notApplicable' } as const;

export function deliverablesSarif({ review, takenAt, steps, items }: Deliverables): string {
  const findings = steps.flatMap((step) => step.findings);
  const used = [...new Set(findings.map(({ check }) => check))].sort(compareText);
  const byFinding = new Map(items.flatMap((item) => item.findings.map((id) => [id, item] as const)));
  const run = {
    tool: { driver: { name: 'api-review', rules: used.map(ruleOf) } },
    automationDetails: { id: `api-review/${review.zoneName}/`, guid: review.id },
    ...(takenAt !== null && { invocations: [{ executionSuccessful: true, endTimeUtc: takenAt }] }),
    results: findings.map((finding) => resultOf(finding, used.indexOf(finding.check), byFinding.get(finding.id))),
  };
  return `${JSON.stringify({ $schema: SCHEMA, version: '2.1.0', runs: [run] }, null, 2)}\n`;
}

function ruleOf(id: string) {
  const check = checks.find((each) => each.id === id);
  if (!check) return { id };
  return {
    id,
    shortDescription: { text: check.title },
    fullDescription: { text: check.why },
    help: { text: check.fix },
    defaultConfiguration: { level: LEVELS[check.severity] },
    properties: { tags: ['security', ...check.standards], 'security-severity': SECURITY[check.severity] },
  };
}

function resultOf(finding: ReviewFinding, ruleIndex: number, item: HandedItem | undefined) {
  const { id, check, outcome, reason, severity, title, subjects, remediation, evidenceKind } = finding;
  const accepted = item?.decision?.choice === 'accept' && item.decision.state === 'approved';
  return {
    ruleId: check,
    ruleIndex,
    kind: KINDS[outcome],
    level: outcome === 'fail' ? LEVELS[severity] : 'none',
    message: { text: `${title}. ${remediation}` },
    locations: subjects.map((subject) => ({
      logicalLocations: [{ fullyQualifiedName: subject, kind: 'resource' }],
    })),
    partialFingerprints: { 'apiReviewFinding/v1': id },
    ...(item && { rank: Math.round((item.score / 64) * 1000) / 10 }),
    ...(accepted && {
      suppressions: [
        { kind: 'external', status: 'accepted', justification: `Risk accepted until ${item.decision?.until}` },
      ],
    }),
    properties: { severity, evidenceKind, ...(reason !== null && { reason }), ...(item && { item: item.id }) },
  };
}
