/** The inventory of a zone: its saved and discovered operations against the uploaded schemas and further documents. */
import { type Inventory, reconcile } from '../inventory/reconcile.ts';
import type { DocumentedOperation } from '../inventory/sources.ts';
import { operationsOf } from './schema-documents.ts';
import type { Section, Snapshot } from './snapshot.ts';

export function inventoryOf({ sections }: Snapshot, documented: readonly DocumentedOperation[]): Inventory {
  return reconcile({
    saved: rows(sections.operations).map(({ operationId, method, host, endpoint, labels }) => ({
      operationId,
      method,
      host,
      endpoint,
      labels,
    })),
    discovered: rows(sections.discovery).map(({ requests, periodSeconds, ...row }) => ({
      ...row,
      ...(requests === null ? {} : { requests }),
      ...(periodSeconds === null ? {} : { periodSeconds }),
    })),
    documented: [...rows(sections.schemas).flatMap(operationsOf), ...documented],
  });
}

function rows<T>(section: Section<T[]>): T[] {
  return section.state === 'read' ? section.value : [];
}
