/** A request that shows a verdict: one that a control stops or logs, or one of those it is meant for that gets through. */
import {
  type ConcreteRequest,
  type Expression,
  fieldsOf,
  findRequest,
  holds,
  parse,
  type Wanted,
} from '../../rules/index.ts';
import type { Control, Mode, Witness } from './control.ts';
import type { EffectiveRule } from './effective-rules.ts';
import type { Question, Tools } from './judge-rules.ts';
import { free, type Given, suppose } from './suppose.ts';

/** What was asked of rules, and what came out. */
export type Answered = { question: Question; control: Control };

const SHOWN = 3; // rules named as the reason

/**
 * Looked for only when it is asked for, for one endpoint and one control. It is about this control alone: what lets the
 * request past may still be stopped by another. Undefined where no request can be written down that the evaluator confirms.
 */
export function witnessOf({ question, control }: Answered, known: Given, tools: Tools): Witness | undefined {
  if (control.verdict === 'covered') return stopped(question, control, known);
  const isOpen = control.verdict === 'bypassable' || control.verdict === 'uncovered';
  return isOpen ? escaping(question, known, tools) : undefined;
}

/** The content of an attack is written out, so that the rule can be seen to meet it. */
function stopped(
  { candidates, endpoint, given = {}, mode }: Question,
  control: Control,
  known: Given,
): Witness | undefined {
  const rule = candidates.find(({ subject }) => control.rules.includes(subject));
  if (!rule) return undefined;
  const wanted = rule.when.map((condition) => ({ expression: parse(condition), holds: true }));
  const request = requestFor(wanted, endpoint, { ...known, ...settled(given) });
  return request && { ...request, because: because(rule, (mode ?? modeOf)(rule)) };
}

/** Past every rule of the control: by a skip rule, or because the rule asks for more than the control is about. */
function escaping({ candidates, endpoint, given = {} }: Question, known: Given, tools: Tools): Witness | undefined {
  // what the attacker writes is met by whoever looks at it: the way out has to be another
  const whatever = Object.fromEntries(Object.entries(given).filter(([, value]) => value === free));
  const condition = ({ when }: EffectiveRule) => all(when.map((each) => suppose(parse(each), whatever)));
  const met = candidates.filter((rule) => tools.prover.holds(rule.when, endpoint, given) !== 'never');
  if (met.length === 0) return undefined; // nothing was put up against it: any request will do
  const ways = met.map((rule) => ({
    rule,
    applies: condition(rule),
    skips: tools
      .skipping(rule)
      .filter((skip) => tools.prover.holds(skip.when, endpoint, given) !== 'never')
      .map((skip) => ({ skip, applies: condition(skip) })),
  }));
  const wanted = ways.map(({ applies, skips }) => ({
    expression: any([not(applies), ...skips.map((skip) => skip.applies)]),
    holds: true,
  }));
  const request = requestFor(wanted, endpoint, { ...known, ...settled(given) });
  if (!request) return undefined;
  const reasons = ways.map(({ rule, skips }) => {
    const by = skips.find(({ applies }) => holds(applies, request) === true)?.skip;
    return by ? `${by.subject} lets it past ${rule.subject}` : `${rule.subject} does not apply to it`;
  });
  const more = reasons.length - SHOWN;
  const shown = [...new Set(reasons)].slice(0, SHOWN).join('; ');
  return { ...request, because: more > 0 ? `${shown}; and so on for ${more} more rules` : shown };
}

/** A request of which all that is wanted holds; of what is settled only that is told which somebody asks for. */
export function requestFor(
  wanted: readonly Wanted[],
  endpoint: Question['endpoint'],
  settledFacts: Given,
): ConcreteRequest | undefined {
  const read = new Set(wanted.flatMap(({ expression }) => fieldsOf(expression)));
  const told = Object.fromEntries(
    Object.entries(settledFacts).filter(([name]) => read.has(name) || name.endsWith('()')),
  ) as ConcreteRequest['fields'];
  const reduced = wanted.map(({ expression, holds: isTrue }) => ({
    expression: suppose(expression, settledFacts),
    holds: isTrue,
  }));
  return findRequest({ wanted, reduced, told }, endpoint);
}

const settled = (given: Given): Given =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== free));

const modeOf = ({ rule }: EffectiveRule): Mode => (rule.action === 'log' ? 'log' : 'enforce');

function because({ subject, rule }: EffectiveRule, mode: Mode): string {
  const does = mode === 'log' ? 'logged' : 'stopped';
  const { requestsPerPeriod, period } = rule.ratelimit ?? {};
  const past =
    requestsPerPeriod == null || period == null ? '' : ` past ${requestsPerPeriod} such requests in ${period} s`;
  return rule.action === 'execute' ? `looked at by ${subject}` : `${does} by ${subject}${past}`;
}

const not = (term: Expression): Expression => ({ kind: 'not', term });
const only = (kind: 'and' | 'or', terms: Expression[]): Expression =>
  terms.length === 1 && terms[0] ? terms[0] : { kind, terms };
const all = (terms: Expression[]) => only('and', terms);
const any = (terms: Expression[]) => only('or', terms);
