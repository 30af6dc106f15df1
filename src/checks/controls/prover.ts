/** Whether conditions hold of an endpoint's requests. Remembers what it parsed, so that a rule is parsed once for all endpoints. */
import type { Endpoint } from '../../inventory/endpoint.ts';
import { type Expression, fieldsOf, parse, verdict } from '../../rules/index.ts';
import { type Given, suppose } from './suppose.ts';

export type Holds = 'always' | 'maybe' | 'never' | 'not_understood';
export type Target = Pick<Endpoint, 'method' | 'host' | 'path' | 'labels'>;
export type Prover = {
  /** Do all of the conditions hold, given what is known of the request? */
  holds(conditions: readonly string[], target: Target, given?: Given): Holds;
  /** The fields a condition reads; none when it was not understood. */
  fields(condition: string): readonly string[];
  understands(condition: string): boolean;
};

/** `always` is what is known of every request to the zone. */
export function createProver(always: Given = {}): Prover {
  const parsed = new Map<string, Expression | null>();
  const fields = new Map<string, readonly string[]>();
  const supposed = new Map<Given, Map<string, Expression>>();

  function understood(condition: string): Expression | null {
    let expression = parsed.get(condition);
    if (expression === undefined) {
      expression = parseOrNull(condition);
      parsed.set(condition, expression);
    }
    return expression;
  }

  function reduced(condition: string, expression: Expression, given: Given, labels: readonly string[]): Expression {
    const known = supposed.get(given) ?? new Map<string, Expression>();
    supposed.set(given, known);
    const key = `${condition}\n${labels.join(' ')}`;
    const reduction = known.get(key) ?? suppose(expression, { ...always, ...given, [LABELS]: labels });
    known.set(key, reduction);
    return reduction;
  }

  function holdsOne(condition: string, target: Target, given: Given): Holds {
    const expression = understood(condition);
    if (!expression) return 'not_understood';
    const labels = read(condition).includes(LABELS) ? target.labels : [];
    return verdict(reduced(condition, expression, given, labels), target);
  }

  function read(condition: string): readonly string[] {
    let known = fields.get(condition);
    if (!known) {
      const expression = understood(condition);
      known = expression ? fieldsOf(expression) : [];
      fields.set(condition, known);
    }
    return known;
  }

  return {
    holds(conditions, target, given = NOTHING) {
      const each = conditions.map((condition) => holdsOne(condition, target, given));
      for (const answer of ['never', 'not_understood', 'maybe'] as const) if (each.includes(answer)) return answer;
      return 'always';
    },
    fields: read,
    understands: (condition) => understood(condition) !== null,
  };
}

const NOTHING: Given = {};
const LABELS = 'cf.web_asset.labels';

function parseOrNull(condition: string): Expression | null {
  try {
    return parse(condition);
  } catch {
    return null; // valid at Cloudflare, or it would not be there: the gap is ours, and is said as such
  }
}
