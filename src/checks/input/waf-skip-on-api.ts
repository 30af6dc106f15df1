import { defineCheck, fail, unknown } from '../check.ts';
import type { EffectiveRule } from '../controls/effective-rules.ts';
import { free, type Given } from '../controls/suppose.ts';
import { isObserved } from '../observed.ts';
import { unreadRules } from '../unread.ts';

export default defineCheck({
  id: 'input.waf-skip-on-api',
  step: 4,
  title: 'A skip rule switches protection off for API requests',
  gap: 'rules skipped',
  change: 'rejects',
  severity: 'high',
  needs: ['operations', 'customRules'],
  uses: ['managedRules', 'accountRulesets'],
  why: 'It asks nothing of the caller: whoever sends the request is let past the rules behind it.',
  fix: 'Narrow the rule to the callers it was made for (address list, token, certificate), or remove it.',
  standards: ['API8:2023'],

  evaluate({ endpoints, phases: { custom, managed }, tools, sections }) {
    const observed = endpoints.filter(isObserved);
    const problems = [...custom.rules, ...managed.rules].filter(switchesOff).flatMap((skip) => {
      const { subject, when } = skip;
      const answers = tools.prover.over(when, observed, FORGED);
      const touched = answers.filter(({ holds }) => holds === 'always').map(({ target }) => target.key);
      const facts = { endpoints: touched.length, expression: skip.rule.expression };
      if (touched.length > 0) return [fail(subject, { cause: subject, touches: touched, facts })];
      const unclear = answers.some(({ holds }) => holds === 'not_understood');
      return unclear ? [unknown(subject, 'not_understood')] : [];
    });
    return [...problems, ...unreadRules([custom, managed], sections)];
  },
});

/** What every program sends as it likes asks nothing of a caller: an agent's name is no credential. */
const FORGED: Given = { 'http.user_agent': free, 'http.referer': free, 'http.x_forwarded_for': free };

const PHASES = ['http_request_firewall_managed', 'http_ratelimit'];

function switchesOff({ rule }: EffectiveRule): boolean {
  const parameters = rule.actionParameters;
  if (rule.action !== 'skip' || !parameters) return false;
  return (
    PHASES.some((phase) => parameters.phases.includes(phase)) ||
    parameters.products.includes('waf') ||
    parameters.ruleset === 'current' ||
    parameters.phase === 'current' ||
    parameters.rulesets.length > 0
  );
}
