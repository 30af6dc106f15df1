/** Of saved endpoints without an active schema, those of which Cloudflare says by label that it has learned one. */
import { defineCheck } from '../check.ts';
import { failEach } from '../labelled.ts';

const LABEL = 'cf-risk-missing-schema';

export default defineCheck({
  id: 'input.learned-available',
  step: 4,
  title: 'A learned schema is ready and not used',
  gap: 'learned schema unused',
  change: 'passive',
  severity: 'low',
  evidenceKind: 'indicated',
  needs: ['operations', 'labels'],
  why: 'Nobody has to write anything: what requests to the endpoint look like was learned from its traffic.',
  fix: 'Apply the learned schema to the endpoint in Security › Web assets, with no action at first, and read what would not have matched; an uploaded document is stricter and takes its place when there is one.',
  standards: ['API8:2023'],

  evaluate({ operations, endpoints, labels }) {
    const active = new Set(
      operations.flatMap(({ operationId, schemaInfo }) => (schemaInfo?.activeSchema ? operationId : [])),
    );
    return failEach(
      LABEL,
      { endpoints, labels },
      {
        isMeant: ({ operationId }) => !active.has(operationId ?? ''),
      },
    );
  },
});
