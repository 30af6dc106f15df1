import { defineCheck, fail } from '../check.ts';
import { actingOn } from '../controls/judge-rules.ts';
import { effectiveAction } from '../controls/schema.ts';
import { daysUntil } from '../machine/dates.ts';
import { unreadRules } from '../unread.ts';

export default defineCheck({
  id: 'input.schema-log-only',
  step: 4,
  title: 'Schema violations are only written down',
  gap: 'schema only logged',
  change: 'abrupt',
  severity: 'low',
  needs: ['operations', 'schemaSettings', 'customRules'],
  uses: ['accountRulesets'],
  why: 'Log mode is for finding out whom a schema would hurt; left there it protects nobody.',
  fix: 'Read who violates the schema, correct it or them, then block.',
  standards: ['API8:2023'],

  evaluate({ operations, schemaSettings, endpoints, controls, phases: { custom }, tools, now, sections }) {
    const byId = new Map(operations.map((operation) => [operation.operationId, operation]));
    const logged = endpoints.filter((endpoint) => {
      const operation = byId.get(endpoint.operationId ?? '');
      return operation?.schemaInfo?.activeSchema != null && effectiveAction(operation, schemaSettings) === 'log';
    });
    const rules = actingOn(custom.rules, ['cf.schema_validation.', 'cf.api_gateway.request_violates_schema'], tools);
    return [
      // a rule may stop what the setting logs; settings carry no date, so their age is not known
      ...(custom.complete ? logged : [])
        .filter((endpoint) => controls(endpoint).schema.mode !== 'enforce')
        .map(({ key }) => fail(key, { cause: 'setting' })),
      ...rules
        .filter(({ rule }) => rule.action === 'log')
        .map(({ subject, rule }) => {
          const old = (daysUntil(rule.lastUpdated, now) ?? 0) < -30;
          return fail(subject, {
            cause: subject,
            severity: old ? 'medium' : 'low',
            facts: { lastUpdated: rule.lastUpdated },
          });
        }),
      ...unreadRules([custom], sections),
    ];
  },
});
