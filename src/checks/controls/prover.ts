/** Whether conditions hold of an endpoint's requests. Remembers what it parsed, so that a rule is parsed once for all endpoints. */
import type { Endpoint } from '../../inventory/endpoint.ts';
import { type Expression, fieldsOf, isNever, parse, verdict } from '../../rules/index.ts';
import { type Given, suppose } from './suppose.ts';

export type Holds = 'always' | 'maybe' | 'never' | 'not_understood';
export type Target = Pick<Endpoint, 'method' | 'host' | 'path' | 'labels'>;
type Rule = { readonly when: readonly string[] };
export type Prover = {
  /** Do all of the conditions hold, given what is known of the request? */
  holds(conditions: readonly string[], target: Target, given?: Given): Holds;
  /** Without those rules whose conditions rule out the target's host or method. A list is looked through once for both. */
  near<R extends Rule>(rules: readonly R[], target: Place): readonly R[];
  /** The targets of which the conditions may hold, in their order, and what they are of each. */
  over<T extends Target>(
    conditions: readonly string[],
    targets: readonly T[],
    given?: Given,
  ): { target: T; holds: Holds }[];
  /** The fields a condition reads; none when it was not understood. */
  fields(condition: string): readonly string[];
  understands(condition: string): boolean;
  /** Undefined when it was not understood. */
  expression(condition: string): Expression | undefined;
};

type Condition = {
  /** Null when it was not understood. */
  expression: Expression | null;
  fields: readonly string[];
  supposed: Map<Given, Supposed>;
  /** The same by what of it concerns the condition, which is little or nothing. */
  byConcern: Map<string, Supposed>;
};

/** A condition once something is known of the request. */
type Supposed = {
  /** By the endpoint's labels, where it asks for them. */
  expressions: Map<string, Expression>;
  /** By the number of the target, as places in ANSWERS. */
  answers: Uint8Array;
};

type Place = Pick<Target, 'method' | 'host'>;
/** Beside each place which targets stand there. */
type Places = { places: { place: Place; indexes: number[] }[]; numberOf: number[] };

/** `always` is what is known of every request to the zone. */
export function createProver(always: Given = {}): Prover {
  const conditions = new Map<string, Condition>();
  const nearby = new WeakMap<readonly Rule[], Map<string, Map<string, readonly Rule[]>>>();

  const grouped = new WeakMap<readonly Target[], Places>();
  const numbers = new Map<Target, number>();
  /** Many rules are asked about one target in a row. */
  const last: { target: Target | undefined; number: number } = { target: undefined, number: 0 };

  function read(text: string): Condition {
    const known = conditions.get(text);
    if (known) return known;
    const expression = parseOrNull(text);
    const condition = {
      expression,
      fields: expression ? fieldsOf(expression) : [],
      supposed: new Map(),
      byConcern: new Map(),
    };
    conditions.set(text, condition);
    return condition;
  }

  function reduced(condition: Condition, expression: Expression, given: Given, labels: readonly string[]): Expression {
    const { expressions } = supposed(condition, given);
    const asked = condition.fields.includes(LABELS) ? labels : [];
    const key = asked.join(' ');
    const known = expressions.get(key);
    if (known) return known;
    const reduction = suppose(expression, { ...always, ...given, [LABELS]: asked });
    expressions.set(key, reduction);
    return reduction;
  }

  function supposed(condition: Condition, given: Given): Supposed {
    const known = condition.supposed.get(given);
    if (known) return known;
    const concern = concerning(condition, given);
    const same = condition.byConcern.get(concern) ?? { expressions: new Map(), answers: new Uint8Array(0) };
    condition.byConcern.set(concern, same);
    condition.supposed.set(given, same);
    return same;
  }

  /** The same is asked again and again: by every control, and by every rule that another one skips. */
  function holdsOne(text: string, target: Target, number: number, given: Given): Holds {
    const condition = read(text);
    if (!condition.expression) return 'not_understood';
    const known = supposed(condition, given);
    const answered = ANSWERS[known.answers[number] ?? 0];
    if (answered) return answered;
    const answer = verdict(reduced(condition, condition.expression, given, target.labels), target);
    if (number >= known.answers.length) known.answers = longer(known.answers, numbers.size);
    known.answers[number] = ANSWERS.indexOf(answer);
    return answer;
  }

  function numberOf(target: Target): number {
    if (target === last.target) return last.number;
    let number = numbers.get(target);
    if (number === undefined) {
      number = numbers.size;
      numbers.set(target, number);
    }
    last.target = target;
    last.number = number;
    return number;
  }

  /** The hosts with their methods that targets stand at: there are few, however many the targets. */
  function placesOf(targets: readonly Target[]): Places {
    const known = grouped.get(targets);
    if (known) return known;
    const byPlace = new Map<string, Places['places'][number]>();
    for (const [index, { method, host }] of targets.entries()) {
      const key = `${method} ${host}`;
      const known = byPlace.get(key);
      if (known) known.indexes.push(index);
      else byPlace.set(key, { place: { method, host }, indexes: [index] });
    }
    const found = { places: [...byPlace.values()], numberOf: targets.map(numberOf) };
    grouped.set(targets, found);
    return found;
  }

  function isFar(text: string, target: Place): boolean {
    const condition = read(text);
    return condition.expression !== null && isNever(reduced(condition, condition.expression, NOTHING, []), target);
  }

  function holdsAt(number: number, texts: readonly string[], target: Target, given: Given): Holds {
    let answer: Holds = 'always';
    for (const text of texts) {
      const one = holdsOne(text, target, number, given);
      if (one === 'never') return one;
      if (one === 'not_understood' || answer === 'always') answer = one;
    }
    return answer;
  }

  return {
    holds: (texts, target, given = NOTHING) => holdsAt(numberOf(target), texts, target, given),
    over(texts, targets, given = NOTHING) {
      const { places, numberOf } = placesOf(targets);
      const near = places.filter(({ place }) => !texts.some((text) => isFar(text, place)));
      const indexes = near.flatMap((each) => each.indexes);
      if (near.length > 1) indexes.sort((a, b) => a - b);
      return indexes.flatMap((index) => {
        const target = targets[index];
        const holds = target ? holdsAt(numberOf[index] ?? 0, texts, target, given) : 'never';
        return target && holds !== 'never' ? [{ target, holds }] : [];
      });
    },
    near<R extends Rule>(rules: readonly R[], target: Place) {
      if (rules.length === 0) return rules;
      const known = nearby.get(rules)?.get(target.host)?.get(target.method);
      if (known) return known as readonly R[]; // filtered from the same list
      const byHost = nearby.get(rules) ?? new Map<string, Map<string, readonly Rule[]>>();
      nearby.set(rules, byHost);
      const byMethod = byHost.get(target.host) ?? new Map<string, readonly Rule[]>();
      byHost.set(target.host, byMethod);
      const found = rules.filter(({ when }) => !when.some((text) => isFar(text, target)));
      byMethod.set(target.method, found);
      return found;
    },
    fields: (text) => read(text).fields,
    understands: (text) => read(text).expression !== null,
    expression: (text) => read(text).expression ?? undefined,
  };
}

const NOTHING: Given = {};
const ANSWERS = [undefined, 'always', 'maybe', 'never'] as const;

/** What is known of fields that the condition reads, and of calls, which it may make. */
function concerning({ fields }: Condition, given: Given): string {
  return Object.entries(given)
    .filter(([name]) => fields.includes(name) || name.endsWith('()'))
    .map(([name, value]) => `${name} ${typeof value === 'symbol' ? value.description : JSON.stringify(value)}`)
    .join('\n');
}

function longer(answers: Uint8Array, atLeast: number): Uint8Array {
  const copy = new Uint8Array(Math.max(atLeast, answers.length * 2));
  copy.set(answers);
  return copy;
}
const LABELS = 'cf.web_asset.labels';

function parseOrNull(condition: string): Expression | null {
  try {
    return parse(condition);
  } catch {
    return null; // valid at Cloudflare, or it would not be there: the gap is ours, and is said as such
  }
}
