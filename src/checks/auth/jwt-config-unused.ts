import { defineCheck, fail } from '../check.ts';
import { unreadRules } from '../unread.ts';

export default defineCheck({
  id: 'auth.jwt-config-unused',
  step: 2,
  title: 'A token configuration that no rule acts on',
  gap: 'validated, not acted on',
  change: 'rejects',
  severity: 'medium',
  needs: ['jwtConfigs', 'jwtRules', 'customRules', 'rateLimits'],
  uses: ['accountRulesets', 'sessionIdentifiers'],
  whole: ['jwtRules'],
  why: 'Tokens are checked and the result is thrown away: no rule stops, counts or tells sessions apart by it.',
  fix: 'Add a token validation rule for the hosts it was made for, in log mode first, or delete the configuration.',
  standards: ['API2:2023'],

  evaluate({ jwtConfigs, jwtRules, phases: { custom, rateLimits }, sections }) {
    const { sessionIdentifiers } = sections;
    const texts = [
      ...jwtRules.filter(({ enabled }) => enabled).map(({ expression }) => expression),
      ...[...custom.rules, ...rateLimits.rules].flatMap(({ when }) => when),
      ...rateLimits.rules.flatMap(({ rule: { ratelimit } }) => [
        ...(ratelimit?.characteristics ?? []),
        ratelimit?.countingExpression ?? '',
      ]),
      ...(sessionIdentifiers.state === 'read' ? sessionIdentifiers.value.map(({ name }) => name) : []),
    ];
    const unused = jwtConfigs.filter(({ id }) => !texts.some((text) => text.includes(id)));
    if (unused.length === 0) return [];
    const unread = unreadRules([custom, rateLimits], sections);
    return unread.length > 0 ? unread : unused.map(({ id, title }) => fail(`jwt-config:${id}`, { facts: { title } }));
  },
});
