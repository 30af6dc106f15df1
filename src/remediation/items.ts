/** Findings into a list of work: one item per root cause, in an order that never depends on machine or locale. */
import { type Change, compareText, type Finding, type Severity } from '../checks/check.ts';
import { checks } from '../checks/index.ts';
import type { Plan } from '../checks/sections/zone.ts';
import type { Endpoint } from '../inventory/endpoint.ts';
import { type Decision, proposedDecision } from './decision.ts';
import type { Factors } from './position.ts';
import { products, stake } from './score.ts';
import { touchedBy } from './touched.ts';

export type RemediationItem = {
  rank: number;
  score: number;
  title: string;
  /** Ids of the findings it would close. */
  findings: string[];
  check: string;
  step: number;
  severity: Severity;
  endpoints: number;
  endpointKeys: string[];
  reasons: string[];
  change: Change;
  decision: Exclude<Decision, 'accept'>;
  /** The sum over all it is about, and what its score is made of. */
  risk: number;
  factors: Factors;
};

const checksById = new Map(checks.map((check) => [check.id, check]));

/** Only what failed is work: what could not be read is said elsewhere, and is neither fixed nor fine. */
export function remediationItems(
  findings: readonly Finding[],
  endpoints: readonly Endpoint[],
  plan: Plan,
): RemediationItem[] {
  const touched = touchedBy(endpoints);
  return findings
    .filter(({ outcome }) => outcome === 'fail')
    .map((finding) => {
      const { each, factors } = products(finding, (subject) => touched(finding, subject));
      const met = distinct(finding.subjects.flatMap((subject) => touched(finding, subject)));
      const check = checksById.get(finding.check);
      const change = finding.change ?? check?.change ?? 'rejects'; // of a check that is gone, the most careful is assumed
      const item = {
        score: each.reduce((most, product) => Math.max(most, product), 0),
        title: finding.title,
        findings: [finding.id],
        check: finding.check,
        step: finding.step,
        severity: finding.severity,
        endpoints: met.length,
        endpointKeys: met.map(({ key }) => key).sort(compareText),
        reasons: reasons(met, check?.gap ?? finding.title),
        change,
        decision: proposedDecision({ change }, plan),
        risk: each.reduce((total, product) => total + product, 0),
        factors,
      };
      return { item, id: finding.id };
    })
    .sort(
      (a, b) =>
        b.item.score - a.item.score ||
        b.item.risk - a.item.risk ||
        b.item.endpoints - a.item.endpoints ||
        compareText(a.item.title, b.item.title) ||
        compareText(a.id, b.id),
    )
    .map(({ item }, index) => ({ rank: index + 1, ...item }));
}

/** Why it stands where it stands, by the endpoint that weighs most. */
function reasons(endpoints: readonly Endpoint[], gap: string): string[] {
  const [worst] = [...endpoints].sort((a, b) => stake(b) - stake(a) || compareText(a.key, b.key));
  return worst ? [worst.audience ?? 'audience not known', worst.sensitivity, gap] : [gap];
}

function distinct(endpoints: readonly Endpoint[]): Endpoint[] {
  return [...new Map(endpoints.map((endpoint) => [endpoint.key, endpoint])).values()];
}
