import { defineCheck, fail, unknown } from '../check.ts';
import { isPublic } from '../controls/is-public.ts';
import { isWrite } from '../observed.ts';

export default defineCheck({
  id: 'input.no-schema',
  step: 4,
  title: 'Saved endpoints without a schema',
  gap: 'no schema',
  change: 'passive',
  severity: 'medium',
  needs: ['operations'],
  uses: ['accessApps', 'accessPolicies', 'mtlsHosts', 'customRules', 'accountRulesets'],
  why: 'Without a schema a request may hold anything, and nothing at the edge can tell.',
  fix: 'Upload the OpenAPI document of the service, or adopt the learned schema.',
  standards: ['API8:2023'],

  evaluate({ operations, endpoints, controls }) {
    const byId = new Map(operations.map((operation) => [operation.operationId, operation]));
    return endpoints.flatMap((endpoint) => {
      const operation = byId.get(endpoint.operationId ?? '');
      if (!operation) return [];
      if (operation.schemaInfo === null) return [unknown(endpoint.key, 'not_understood')];
      if (operation.schemaInfo.activeSchema !== null) return [];
      return [fail(endpoint.key, { severity: isWrite(endpoint) && isPublic(controls(endpoint)) ? 'high' : 'medium' })];
    });
  },
});
