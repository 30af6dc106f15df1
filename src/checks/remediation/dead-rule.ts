/** Beyond the catalogue. Dead is what is proved over all requests there can be: a rule about hosts or paths that nobody knows of is not. */
import { type Expression, fieldsOf, implies, ofAnyRequest } from '../../rules/index.ts';
import { defineCheck, fail, type Problem, type Severity, unknown } from '../check.ts';
import type { EffectiveRule } from '../controls/effective-rules.ts';
import { acts, type Tools } from '../controls/judge-rules.ts';
import { suppose } from '../controls/suppose.ts';
import { doubts } from '../unread.ts';

/** Pairs of rules that are held against each other: all that 300 rules make, and no more of thousands. */
const PAIRS = 45_000;

/** A threat score is always 0 by now. */
const KNOWN = { 'cf.threat_score': 0 };

export default defineCheck({
  id: 'remediation.dead-rule',
  step: 8,
  title: 'A rule that can never act',
  gap: 'never acts',
  change: 'rejects',
  severity: 'low',
  needs: ['customRules', 'rateLimits'],
  uses: ['managedRules', 'accountRulesets', 'jwtRules'],
  why: 'It looks like protection in every list and is none: its condition contradicts itself, holds always, or is met by an earlier rule first. Beyond the catalogue.',
  fix: 'Read what the rule was meant to say, and correct it or delete it.',
  standards: ['API8:2023'],

  evaluate({ phases, tools, sections }) {
    let pairs = PAIRS;
    const conditions = new Map<EffectiveRule, Expression | undefined>();
    const condition = (rule: EffectiveRule) => {
      if (!conditions.has(rule)) conditions.set(rule, conditionOf(rule, tools));
      return conditions.get(rule);
    };
    const { jwtRules } = sections;
    const problems = [phases.custom, phases.rateLimits, phases.managed].flatMap(({ rules }) =>
      rules.flatMap((rule, index): Problem[] => {
        const own = condition(rule);
        if (!own) return [unknown(rule.subject, 'not_understood')];
        const holds = ofAnyRequest(own);
        if (holds === 'never') return [dead(rule, 'Its condition is never true of any request')];
        if (countsNothing(rule, tools)) return [dead(rule, 'Its counter never counts a request')];
        if (holds === 'always') {
          const isMeant = fieldsOf(own).every((name) => name === 'true' || name === 'ssl');
          const matters = rule.rule.action === 'skip' || (acts(rule) && rule.phase.includes('custom'));
          return matters && !isMeant ? [dead(rule, 'Its condition is true of every request')] : [];
        }
        const before = [
          ...rules.slice(0, index).filter((other) => other.rule.action === 'block' && other.phase.includes('custom')),
          ...tools.skipping(rule),
        ];
        const read = new Set(fieldsOf(own));
        const shadow = before.find((other) => {
          const earlier = condition(other);
          if (!earlier || !fieldsOf(earlier).every((name) => read.has(name))) return false;
          pairs -= 1;
          return pairs >= 0 && implies(own, earlier);
        });
        return shadow ? [dead(rule, 'Every request it is about is met by an earlier rule', shadow.subject)] : [];
      }),
    );
    const policies = (jwtRules.state === 'read' ? jwtRules.value : []).filter(({ enabled }) => enabled);
    return [
      ...problems,
      ...policies.flatMap(({ id, expression, title }): Problem[] => {
        const policy = parsed(expression, tools);
        if (!policy || ofAnyRequest(policy) !== 'always') return [];
        const subject = `jwt-rule:${id}`;
        const facts = { because: 'Its policy is true whatever the token', description: title };
        return [
          fail(subject, { cause: subject, severity: 'medium', facts, title: 'A token rule that turns nothing away' }),
        ];
      }),
      ...doubts(sections),
    ];
  },
});

function dead(rule: EffectiveRule, because: string, by: string | null = null): Problem {
  const severity: Severity = acts(rule) || rule.rule.action === 'execute' ? 'medium' : 'low';
  const { action, description } = rule.rule;
  return fail(rule.subject, { cause: rule.subject, severity, facts: { because, by, action, description } });
}

function countsNothing({ rule }: EffectiveRule, tools: Tools): boolean {
  const counting = rule.ratelimit?.countingExpression;
  const condition = counting ? parsed(counting, tools) : undefined;
  return condition !== undefined && ofAnyRequest(condition) === 'never';
}

function conditionOf({ when }: EffectiveRule, tools: Tools): Expression | undefined {
  const terms = when.map((each) => parsed(each, tools));
  const understood = terms.filter((term) => term !== undefined);
  return understood.length === terms.length ? { kind: 'and', terms: understood } : undefined;
}

/** What is known of every request is put in. */
function parsed(condition: string, { prover }: Tools): Expression | undefined {
  const expression = prover.expression(condition);
  return expression && suppose(withoutAbsent(expression), KNOWN);
}

/** Header names arrive in lower case: under a name with a capital there is nothing, and nothing is true of it. */
function withoutAbsent(expression: Expression): Expression {
  if ('terms' in expression) return { ...expression, terms: expression.terms.map(withoutAbsent) };
  if (expression.kind === 'not') return { ...expression, term: withoutAbsent(expression.term) };
  const isPlain = expression.kind === 'any' || (expression.kind === 'compare' && expression.operator !== 'ne');
  const isAbsent = isPlain && /"name":"http\.request\.headers"\},"key":\{"key":"[^"]*[A-Z]/.test(textOf(expression));
  return isAbsent && !textOf(expression).includes('"kind":"not"')
    ? { kind: 'test', operand: { kind: 'field', name: 'false' } }
    : expression;
}

const textOf = (expression: Expression): string =>
  JSON.stringify(expression, (_, value) => (typeof value === 'bigint' ? String(value) : value));
