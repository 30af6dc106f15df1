import { isSensitive } from '../../inventory/classify.ts';
import { defineCheck, fail, unknown } from '../check.ts';
import { isPublic } from '../controls/is-public.ts';
import { isSaved } from '../observed.ts';
import { isReadWhole } from '../schema-documents.ts';

export default defineCheck({
  id: 'inventory.undocumented-operation',
  step: 1,
  title: 'Saved endpoints that no API document describes',
  gap: 'not documented',
  change: 'passive',
  severity: 'medium',
  needs: ['operations', 'schemas'],
  uses: ['accessApps', 'accessPolicies', 'mtlsHosts', 'customRules', 'accountRulesets'],
  whole: ['schemas'],
  why: 'Without a document nobody can say what a request should look like, so nothing can be checked against it.',
  fix: 'Add the endpoint to the OpenAPI document of its service and upload that to schema validation.',
  standards: ['API9:2023'],

  evaluate({ operations, schemas, endpoints, controls }) {
    const uploaded = new Set(schemas.map(({ schemaId }) => schemaId));
    const described = new Set(
      operations.flatMap(({ operationId, schemaInfo }) =>
        schemaInfo?.activeSchema?.id && uploaded.has(schemaInfo.activeSchema.id) ? operationId : [],
      ),
    );
    const saved = endpoints.filter(isSaved);
    const missing = saved.filter(
      ({ documents, operationId }) =>
        documents.length === 0 && (operationId === undefined || !described.has(operationId)),
    );
    const noneAtAll = schemas.length === 0 && endpoints.every(({ documents }) => documents.length === 0);
    if (noneAtAll) return missing.map(({ key }) => fail(key, { title: 'No API document was uploaded at all' }));
    // a schema whose text was not read whole may describe any of them
    if (!schemas.every(isReadWhole)) {
      return missing.length > 0 ? [unknown(null, 'not_understood', { facts: { endpoints: missing.length } })] : [];
    }
    return missing.map((endpoint) =>
      fail(endpoint.key, {
        severity: isSensitive(endpoint) && isPublic(controls(endpoint)) ? 'high' : 'medium',
      }),
    );
  },
});
