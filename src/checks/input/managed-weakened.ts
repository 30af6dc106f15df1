import { defineCheck, type Facts, fail, type Severity } from '../check.ts';
import type { Rule } from '../sections/rules.ts';
import { doubts } from '../unread.ts';

export default defineCheck({
  id: 'input.managed-weakened',
  step: 4,
  title: 'The managed rules are turned down by overrides',
  gap: 'managed rules turned down',
  change: 'rejects',
  severity: 'high',
  needs: ['managedRules'],
  uses: ['accountRulesets'],
  why: 'The ruleset stands in every list as deployed, and stops less than it seems, or nothing.',
  fix: 'Remove the override, after excepting by name the rules that hurt good clients.',
  standards: ['API8:2023'],

  evaluate({ phases: { managed }, sections }) {
    return [
      ...managed.rules.flatMap(({ subject, rule }) => {
        const severity = rule.action === 'execute' ? weakening(rule) : undefined;
        return severity ? [fail(subject, { cause: subject, severity, facts: overridden(rule) })] : [];
      }),
      ...doubts(sections),
    ];
  },
});

type Override = { action: string | null; enabled: boolean | null };
/** What is turned down, so that it can be found and put back. */
function overridden({ actionParameters }: Rule): Facts {
  const { enabled, action, categories, rules } = actionParameters?.overrides ?? { categories: [], rules: [] };
  return {
    ruleset: enabled === false ? 'off' : action === 'log' ? 'log' : null,
    categories: categories.filter(weakens).map(({ category }) => category),
    rules: rules.filter(weakens).map(({ id }) => id),
  };
}

const weakens = ({ action, enabled }: Override): boolean => enabled === false || action === 'log';

function weakening({ actionParameters }: Rule): Severity | undefined {
  const overrides = actionParameters?.overrides;
  if (!overrides) return undefined;
  if (weakens(overrides)) return 'high';
  if (overrides.categories.some(weakens)) return 'medium';
  return overrides.rules.some(weakens) ? 'low' : undefined;
}
