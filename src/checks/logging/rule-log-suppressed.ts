import { defineCheck, fail, unknown } from '../check.ts';
import { isObserved } from '../observed.ts';
import { unreadRules } from '../unread.ts';

export default defineCheck({
  id: 'logging.rule-log-suppressed',
  step: 7,
  title: 'A skip rule that leaves no trace',
  gap: 'skips leave no trace',
  change: 'upkeep',
  severity: 'medium',
  needs: ['operations', 'customRules'],
  uses: ['accountRulesets'],
  why: 'Whom it lets through can never be looked up.',
  fix: 'Turn logging on for the rule.',
  standards: ['API8:2023'],

  evaluate({ endpoints, phases: { custom }, tools: { prover }, sections }) {
    const observed = endpoints.filter(isObserved);
    return [
      ...custom.rules
        .filter(({ rule }) => rule.action === 'skip' && rule.logging?.enabled === false)
        .flatMap(({ subject, when }) => {
          const answers = prover.over(when, observed);
          const touches = answers
            .filter(({ holds }) => holds === 'always' || holds === 'maybe')
            .map(({ target }) => target.key);
          if (touches.length > 0) return [fail(subject, { cause: subject, touches })];
          const isUnclear = answers.some(({ holds }) => holds === 'not_understood');
          return isUnclear ? [unknown(subject, 'not_understood')] : [];
        }),
      ...unreadRules([custom], sections),
    ];
  },
});
