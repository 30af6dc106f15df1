import { defineCheck, fail } from '../check.ts';
import { isObserved } from '../observed.ts';
import { doubts } from '../unread.ts';

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
  standards: ['API10:2023'],

  evaluate({ endpoints, phases: { custom }, tools: { prover }, sections }) {
    const observed = endpoints.filter(isObserved);
    return [
      ...custom.rules
        .filter(({ rule }) => rule.action === 'skip' && rule.logging?.enabled === false)
        .flatMap(({ subject, when }) => {
          const touches = prover
            .over(when, observed)
            .filter(({ holds }) => holds === 'always' || holds === 'maybe')
            .map(({ target }) => target.key);
          return touches.length > 0 ? [fail(subject, { cause: subject, touches })] : [];
        }),
      ...doubts(sections),
    ];
  },
});
