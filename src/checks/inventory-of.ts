/** The inventory of a zone: its saved and discovered operations against the uploaded schemas and further documents. */
import { type Inventory, reconcile } from '../inventory/reconcile.ts';
import type { DocumentedOperation } from '../inventory/sources.ts';
import { operationsOf } from './schema-documents.ts';
import type { Section, Snapshot } from './snapshot.ts';

export function inventoryOf({ sections }: Snapshot, documented: readonly DocumentedOperation[]): Inventory {
  const counted = countedTraffic(sections);
  return reconcile({
    saved: rows(sections.operations).map(({ operationId, method, host, endpoint, labels }) => ({
      operationId,
      method,
      host,
      endpoint,
      labels: labels.length > 0 ? labels : counted.labels(operationId),
      ...counted.requests(operationId),
    })),
    discovered: rows(sections.discovery).map(({ requests, periodSeconds, ...row }) => ({
      ...row,
      ...(requests === null ? {} : { requests }),
      ...(periodSeconds === null ? {} : { periodSeconds }),
    })),
    documented: [...rows(sections.schemas).flatMap(operationsOf), ...documented],
  });
}

/** Cloudflare matches requests to no more operations than these; of the others nothing is counted. */
const MATCHED_OPERATIONS = 3_000;
const HOUR = 3_600; // as API Discovery counts, so that the two can be compared

/** What the analytics counted of saved operations. No row is no traffic only where every request was counted. */
function countedTraffic({ analytics, operations }: Snapshot['sections']) {
  if (analytics.state !== 'read') return { labels: () => [], requests: () => ({}) };
  const { operations: counts, seconds, whole } = analytics.value.requests;
  const byId = new Map(counts.map((row) => [row.operationId, row]));
  const isComplete =
    whole && rows(operations).length <= MATCHED_OPERATIONS && counts.every(({ sampleInterval }) => sampleInterval <= 1);
  return {
    labels: (id: string): readonly string[] => byId.get(id)?.labels ?? [],
    requests(id: string) {
      const row = byId.get(id);
      if (row) return { requests: (row.count * HOUR) / seconds, periodSeconds: HOUR };
      return isComplete && counts.length > 0 ? { requests: 0, periodSeconds: HOUR } : {};
    },
  };
}

function rows<T>(section: Section<T[]>): T[] {
  return section.state === 'read' ? section.value : [];
}
