import { callFunction, isSame } from './call-function.ts';
import {
  type ConcreteRequest,
  type Datum,
  fieldReader,
  isAddress,
  isKnown,
  isList,
  isMap,
  type Known,
  MISSING,
  NoRequest,
  UNKNOWN,
} from './concrete-request.ts';
import type { Argument, Expression, Operand, Operator, Range, Value } from './expression.ts';
import { findPattern } from './find-pattern.ts';
import { matchesWildcard } from './match-wildcard.ts';
import { print } from './print.ts';

/** A truth value; undefined is one that cannot be told. */
type Truth = boolean | undefined;
/** What `[*]` spreads: the comparison is made with each. */
type Spread = { each: readonly Datum[] };

/**
 * Whether an expression holds of one concrete request; undefined when that cannot be told. A second reading of the
 * language, which shares nothing with the prover but the parsed form, so that each can be held against the other.
 * Whether an address is on a list is told by a field named like the comparison: `ip.src in $office`.
 */
export function holds(expression: Expression, request: ConcreteRequest): boolean | undefined {
  try {
    return new Evaluation(request).truth(expression);
  } catch (error) {
    if (error instanceof NoRequest) return undefined;
    throw error;
  }
}

class Evaluation {
  private readonly read: (name: string) => Datum;
  private readonly fields: ConcreteRequest['fields'];

  constructor(request: ConcreteRequest) {
    this.read = fieldReader(request);
    this.fields = request.fields;
  }

  truth(expression: Expression): Truth {
    switch (expression.kind) {
      case 'not':
        return negated(this.truth(expression.term));
      case 'and':
      case 'or':
      case 'xor':
        return combined(
          expression.kind,
          expression.terms.map((term) => this.truth(term)),
        );
      case 'any':
        return combined('or', this.truths(expression.term));
      case 'all':
        return combined('and', this.truths(expression.term));
      default:
        return this.compared(expression, this.single(expression.operand));
    }
  }

  /** Of an expression inside any() or all(): a truth value for each element, as many as the shortest operand has. */
  private truths(expression: Expression): Truth[] {
    switch (expression.kind) {
      case 'not':
        return this.truths(expression.term).map(negated);
      case 'and':
      case 'or':
      case 'xor': {
        const lists = expression.terms.map((term) => this.truths(term));
        const shortest = Math.min(...lists.map((list) => list.length));
        return Array.from({ length: shortest }, (_, at) =>
          combined(
            expression.kind,
            lists.map((list) => list[at]),
          ),
        );
      }
      case 'any':
      case 'all':
        return [undefined];
      default: {
        const { operand } = expression;
        const value = this.value(operand);
        if (isSpread(value))
          return value.each.map((item) => (item === MISSING ? undefined : this.compared(expression, item)));
        if (value === MISSING) return [];
        return isList(value) ? value.map((item) => this.compared(expression, item)) : [undefined];
      }
    }
  }

  private compared(expression: Expression, left: Datum): Truth {
    if (expression.kind === 'test') {
      const named = jwtName(expression.operand);
      if (named !== undefined && Object.hasOwn(this.fields, named)) return this.fields[named] === true;
      return left === MISSING ? false : typeof left === 'boolean' ? left : undefined;
    }
    if (expression.kind !== 'compare') return undefined;
    if (typeof expression.value === 'object' && 'list' in expression.value) {
      const fact = print(expression);
      const told = Object.hasOwn(this.fields, fact) ? this.fields[fact] : undefined;
      return left === MISSING ? false : typeof told === 'boolean' ? told : undefined;
    }
    if (left === MISSING) return expression.operator === 'ne' ? undefined : false; // the two sources differ on `ne`
    return isKnown(left) ? compare(left, expression.operator, expression.value) : undefined;
  }

  private single(operand: Operand): Datum {
    const value = this.value(operand);
    return isSpread(value) ? UNKNOWN : value;
  }

  private value(operand: Operand): Datum | Spread {
    switch (operand.kind) {
      case 'field':
        return this.read(operand.name);
      case 'call':
        return this.called(operand.name, operand.args);
      case 'index': {
        const { key } = operand;
        const of = this.value(operand.of);
        const from: readonly Datum[] = isSpread(of) ? of.each : [of];
        if ('each' in key) return { each: from.flatMap(elements) };
        const items = from.map((item) => at(item, key));
        return isSpread(of) ? { each: items } : (items[0] ?? UNKNOWN);
      }
    }
  }

  private called(name: string, args: readonly Argument[]): Datum {
    const [first, ...others] = args.map((argument) => this.argument(argument));
    const rest = others.map((value) => (isSpread(value) ? UNKNOWN : value));
    if (first === undefined) return UNKNOWN;
    if (!isSpread(first)) return callFunction(name, [first, ...rest]);
    const items = first.each.map((item) => callFunction(name, [item, ...rest]));
    return items.every(isKnown) ? items : UNKNOWN;
  }

  private argument(argument: Argument): Datum | Spread {
    if (argument.kind === 'literal') return argument.value;
    if (argument.kind === 'operand') return this.value(argument.operand);
    return this.truth(argument.expression) ?? UNKNOWN;
  }
}

const isSpread = (value: Datum | Spread): value is Spread =>
  typeof value === 'object' && !isMap(value as Datum) && 'each' in value;

const negated = (truth: Truth): Truth => (truth === undefined ? undefined : !truth);

function combined(kind: 'and' | 'or' | 'xor', truths: readonly Truth[]): Truth {
  if (kind === 'xor') return truths.includes(undefined) ? undefined : truths.filter(Boolean).length % 2 === 1;
  const decisive = kind === 'or';
  if (truths.includes(decisive)) return decisive;
  return truths.includes(undefined) ? undefined : !decisive;
}

function elements(value: Datum): Datum[] {
  if (value === MISSING) return [];
  if (value === UNKNOWN) return [UNKNOWN];
  if (isMap(value)) return [...value.values()];
  return isList(value) ? [...value] : [UNKNOWN];
}

function at(value: Datum, key: { at: number } | { key: string }): Datum {
  if (value === MISSING || value === UNKNOWN) return value;
  if ('key' in key) return isMap(value) ? (value.get(key.key) ?? MISSING) : UNKNOWN;
  return isList(value) ? (value[key.at] ?? MISSING) : UNKNOWN;
}

/** Whether there is a token at all is told for all token configurations at once. */
function jwtName(operand: Operand): string | undefined {
  return operand.kind === 'call' && operand.name.startsWith('is_jwt_') ? `${operand.name}()` : undefined;
}

function compare(left: Known, operator: Operator, right: Value): Truth {
  if (typeof right === 'object' && 'set' in right) {
    return operator === 'in' ? right.set.some((range) => within(left, range)) : undefined;
  }
  if (typeof right === 'object') {
    if ('list' in right || !isAddress(left)) return undefined;
    return operator === 'eq' ? isSame(left, right) : operator === 'ne' ? !isSame(left, right) : undefined;
  }
  if (typeof left === 'bigint' && typeof right === 'bigint') {
    return operator === 'bitwise_and' ? (left & right) !== 0n : ordered(left, operator, right);
  }
  if (typeof left !== 'string' || typeof right !== 'string') return undefined;
  switch (operator) {
    case 'contains':
      return left.includes(right);
    case 'wildcard':
    case 'strict wildcard':
      return matchesWildcard(left, right, operator === 'strict wildcard');
    case 'matches':
      return findPattern(right, left);
    default:
      return ordered(left, operator, right);
  }
}

function ordered<T extends string | bigint>(left: T, operator: Operator, right: T): Truth {
  switch (operator) {
    case 'eq':
      return left === right;
    case 'ne':
      return left !== right;
    case 'lt':
      return left < right;
    case 'le':
      return left <= right;
    case 'gt':
      return left > right;
    case 'ge':
      return left >= right;
    default:
      return undefined;
  }
}

function within(value: Known, { from, to }: Range): boolean {
  if (isAddress(value)) {
    const both = typeof from === 'object' && typeof to === 'object' && from.family === value.family;
    return both && from.bits <= value.bits && value.bits <= to.bits;
  }
  if (typeof value === 'bigint')
    return typeof from === 'bigint' && typeof to === 'bigint' && from <= value && value <= to;
  return value === from;
}
