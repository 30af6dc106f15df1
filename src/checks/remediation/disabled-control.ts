import { defineCheck, fail } from '../check.ts';
import { unreadRules } from '../unread.ts';
import { allRules, concerned } from './all-rules.ts';

const PROTECTS: ReadonlySet<string> = new Set([
  'block',
  'challenge',
  'js_challenge',
  'managed_challenge',
  'log',
  'execute',
]);

export default defineCheck({
  id: 'remediation.disabled-control',
  step: 8,
  title: 'A protective rule is switched off',
  gap: 'switched off',
  change: 'rejects',
  severity: 'medium',
  needs: ['operations', 'customRules', 'rateLimits'],
  uses: ['managedRules', 'accountRulesets', 'jwtRules'],
  why: 'Somebody thought it necessary once, and whoever reads the list may think it still works.',
  fix: 'Enable the rule again, in log mode first where the plan can, or delete it with a word on why.',
  standards: ['API8:2023'],

  evaluate({ zone, customRules, rateLimits, endpoints, phases, tools: { prover }, sections }) {
    const { jwtRules } = sections;
    const off = allRules({ customRules, rateLimits, ...sections }, { zone, endpoints, prover }).filter(
      ({ rule }) => !rule.enabled && PROTECTS.has(rule.action ?? ''),
    );
    return [
      ...off.map(({ subject, rule, when }) =>
        fail(subject, {
          cause: subject,
          touches: concerned({ when }, endpoints, prover).map(({ key }) => key),
          facts: { action: rule.action, lastUpdated: rule.lastUpdated, description: rule.description },
        }),
      ),
      ...(jwtRules.state === 'read' ? jwtRules.value : [])
        .filter(({ enabled }) => !enabled)
        .map(({ id, title }) => fail(`jwt-rule:${id}`, { cause: `jwt-rule:${id}`, facts: { description: title } })),
      ...unreadRules([phases.custom, phases.rateLimits], sections),
    ];
  },
});
