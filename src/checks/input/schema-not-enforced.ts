import { isSensitive } from '../../inventory/classify.ts';
import { defineCheck, fail, unknown } from '../check.ts';
import { effectiveAction, violationRules } from '../controls/schema.ts';
import { undecided } from '../unread.ts';

export default defineCheck({
  id: 'input.schema-not-enforced',
  step: 4,
  title: 'Endpoints whose schema is never enforced',
  gap: 'schema not enforced',
  change: 'rejects',
  severity: 'medium',
  needs: ['operations', 'schemaSettings', 'customRules'],
  uses: ['accountRulesets'],
  why: 'The schema is there, requests are compared with it, and those that break it pass.',
  fix: 'Set the schema action of the endpoint, or add a custom rule on requests that violate their schema: log first where the plan can.',
  standards: ['API8:2023'],

  evaluate({ operations, schemaSettings, endpoints, phases, tools, sections }) {
    const byId = new Map(operations.map((operation) => [operation.operationId, operation]));
    return endpoints.flatMap((endpoint) => {
      const operation = byId.get(endpoint.operationId ?? '');
      if (!operation?.schemaInfo?.activeSchema) return [];
      const action = effectiveAction(operation, schemaSettings, { override: false }); // the override is a finding of its own
      if (action === 'unknown') return [unknown(endpoint.key, 'not_understood')];
      if (action !== 'none') return [];
      const rules = violationRules(endpoint, operation, phases.custom, tools);
      if (rules.verdict === 'unknown') return [undecided(sections, endpoint.key)];
      if (rules.verdict !== 'uncovered') return [];
      return [fail(endpoint.key, { severity: isSensitive(endpoint) ? 'high' : 'medium' })];
    });
  },
});
