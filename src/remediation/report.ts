/** The whole scan report: the same snapshot gives the same bytes, but for the two times. */
import type { Approved } from '../checks/approved.ts';
import { type Answer, compareText, type Finding } from '../checks/check.ts';
import { createJudge, type Judge } from '../checks/controls/judge-controls.ts';
import { checks } from '../checks/index.ts';
import { inventoryOf } from '../checks/inventory-of.ts';
import { runChecks } from '../checks/run-checks.ts';
import { isReadWhole } from '../checks/schema-documents.ts';
import { type Certificate, SECTIONS, type SectionName, type Snapshot } from '../checks/snapshot.ts';
import type { Inventory } from '../inventory/reconcile.ts';
import type { DocumentedOperation } from '../inventory/sources.ts';
import { type SaidOf, withStated } from '../inventory/stated.ts';
import { type Overlaps, overlaps } from '../inventory/templates.ts';
import { type EndpointReport, endpointReport, saidIn } from './endpoint-report.ts';
import { type RemediationItem, remediationItems } from './items.ts';

export type Assessment = {
  inventory: Inventory;
  findings: Finding[];
  items: RemediationItem[];
  judge: Judge;
};
export type Report = {
  version: 1;
  zone: Snapshot['zone'];
  account: Snapshot['account'];
  startedAt: string;
  finishedAt: string;
  calls: Snapshot['calls'];
  inventory: Inventory['counts'] & { templates: Overlaps; certificates: Certificate[] };
  sections: Record<SectionName, { state: string; detail?: string }>;
  endpoints: EndpointReport[];
  findings: Omit<Finding, 'touches' | 'change'>[];
  remediation: Omit<RemediationItem, 'check' | 'step' | 'severity' | 'endpointKeys' | 'change' | 'risk' | 'factors'>[];
};

const TEMPLATES_TOLD = 100;

/** What a snapshot, further documents and people's answers add up to. */
export function assess(
  snapshot: Snapshot,
  documented: readonly DocumentedOperation[] = [],
  answers: readonly Answer[] = [],
  saidOf: SaidOf = () => undefined,
  approved: readonly Approved[] = [],
): Assessment {
  const inventory = withStated(inventoryOf(snapshot, documented), saidOf);
  const { endpoints } = inventory;
  const judge = createJudge(snapshot);
  const findings = runChecks(checks, { snapshot, endpoints, answers, approved, judge });
  return {
    inventory,
    findings,
    items: remediationItems(findings, endpoints, snapshot.zone.plan),
    judge,
  };
}

export function scanReport(
  snapshot: Snapshot,
  { inventory, findings, items, judge }: Assessment,
  times: { startedAt: string; finishedAt: string },
  answers: readonly Answer[] = [],
): Report {
  const { schemas } = snapshot.sections;
  const documentsRead = schemas.state === 'read' && schemas.value.every(isReadWhole);
  const said = saidIn(answers, inventory.endpoints, findings);
  const { planned, zone, account, graphql, retried } = snapshot.calls;
  return {
    version: 1,
    zone: { id: snapshot.zone.id, name: snapshot.zone.name, plan: snapshot.zone.plan },
    account: { id: snapshot.account.id },
    startedAt: times.startedAt,
    finishedAt: times.finishedAt,
    calls: { planned, zone, account, graphql, retried },
    inventory: {
      ...inventory.counts,
      templates: overlaps(inventory.endpoints, TEMPLATES_TOLD),
      certificates: snapshot.certificates.map(inOrder).sort((a, b) => compareText(a.list, b.list)),
    },
    sections: sectionStates(snapshot),
    endpoints: inventory.endpoints
      .map((endpoint) => endpointReport(endpoint, judge.controls(endpoint), said, documentsRead))
      .sort((a, b) => compareText(a.key, b.key)),
    findings: findings.map(({ touches: _, change: __, ...finding }) => finding),
    remediation: items.map(({ rank, score, title, findings, endpoints, reasons, decision }) => ({
      rank,
      score,
      title,
      findings,
      endpoints,
      reasons,
      decision,
    })),
  };
}

/** Fields in one order, whether the snapshot was just read or comes from a file. */
function inOrder({ list, pages, rows, reported, duplicates, drift, complete }: Certificate): Certificate {
  return { list, pages, rows, reported, duplicates, drift, complete };
}

function sectionStates({ sections }: Snapshot): Report['sections'] {
  return Object.fromEntries(
    SECTIONS.map((name) => {
      const section = sections[name];
      return [name, { state: section.state, ...(section.detail === undefined ? {} : { detail: section.detail }) }];
    }),
  ) as Report['sections'];
}
