/** Expressions and the types of their parts, put together by the grammar. Each `at` is where a mistake is said to be. */
import type { Argument, Expression, Index, Literal, Operand, Operator, Value } from './expression.ts';
import { fieldType } from './fields.ts';
import { accepts, type Signature, signatureOf } from './functions.ts';
import { fail } from './syntax-error.ts';
import { arrayOf, sameType, type Type, typeName } from './types.ts';

/** One truth value, or a list of them, which only any() and all() can take. */
type Truth = { expression: Expression; many: boolean };

/** `each` tells that `[*]` spreads it: it stands for a list of values of its type. */
type TypedOperand = { operand: Operand; type: Type; each: boolean };

type TypedArgument = { argument: Argument; type: Type; each: boolean };

export function filter({ expression, many }: Truth, at: number): Expression {
  return many ? fail('a list of truth values needs any() or all()', at) : expression;
}

/** The operand at the other side of the combiner that stands at `at`. */
export function alike(first: Truth, next: Truth, at: number): Truth {
  return first.many === next.many ? next : fail('a truth value and a list of truth values do not combine', at);
}

export function combined(kind: 'or' | 'xor' | 'and', [first, ...more]: [Truth, ...Truth[]]): Truth {
  if (more.length === 0) return first;
  return { expression: { kind, terms: [first, ...more].map(({ expression }) => expression) }, many: first.many };
}

export function not({ expression, many }: Truth): Truth {
  return { expression: { kind: 'not', term: expression }, many };
}

export function quantifiable(term: Truth, at: number): Truth {
  return term.many ? term : fail('any() and all() take a list of truth values', at);
}

export function quantified(kind: 'any' | 'all', term: Truth): Truth {
  return { expression: { kind, term: term.expression }, many: false };
}

export function isTruth(it: Truth | TypedOperand): boolean {
  return 'expression' in it || it.type === 'Boolean' || isListOfTruths(it);
}

export function truth(it: Truth | TypedOperand): Truth {
  if ('expression' in it) return it;
  return { expression: { kind: 'test', operand: it.operand }, many: it.each || isListOfTruths(it) };
}

export function compared(
  { operand, each }: TypedOperand,
  { operator, value }: { operator: Operator; value: Value },
): Truth {
  return { expression: { kind: 'compare', operand, operator, value }, many: each };
}

export function hasElements(of: TypedOperand): boolean {
  return typeof of.type === 'object' && !isListOfTruths(of);
}

export function isField(name: string): boolean {
  return fieldType(name) !== undefined;
}

export function field(name: string): TypedOperand | undefined {
  const type = fieldType(name);
  return type && { operand: { kind: 'field', name }, type, each: false };
}

export function indexed({ operand, type, each }: TypedOperand, { key, at }: { key: Index; at: number }): TypedOperand {
  return {
    operand: { kind: 'index', of: operand, key },
    type: elementType(type, key) ?? fail(`${typeName(type)} has no such index`, at),
    each: each || 'each' in key,
  };
}

export function literal(value: Literal, type: Type): TypedArgument {
  return { argument: { kind: 'literal', value }, type, each: false };
}

/** A call, of which the arguments are told one after the other. */
export class Call {
  readonly #name: string;
  readonly #at: number;
  readonly #signature: Signature;
  readonly #taken: TypedArgument[] = [];

  constructor(name: string, at: number) {
    this.#name = name;
    this.#at = at;
    this.#signature = signatureOf(name) ?? fail(`unknown field or function ${JSON.stringify(name)}`, at);
  }

  take(it: Truth | TypedOperand | TypedArgument, at: number): void {
    const taken = asArgument(it);
    this.#check(taken, at);
    this.#taken.push(taken);
  }

  whole(): TypedOperand {
    const { required, returns } = this.#signature;
    if (this.#taken.length < required.length) fail(`${this.#name}() lacks arguments`, this.#at);
    const [first] = this.#taken;
    const plain = returns === 'like the first' ? (first?.type ?? 'String') : returns;
    return {
      operand: { kind: 'call', name: this.#name, args: this.#taken.map(({ argument }) => argument) },
      type: first?.each ? arrayOf(plain) : plain,
      each: false,
    };
  }

  #check({ argument, type, each }: TypedArgument, at: number): void {
    const name = this.#name;
    const { required, optional = [], rest, alike, element } = this.#signature;
    const wanted =
      [...required, ...optional][this.#taken.length] ?? rest ?? fail(`${name}() has too many arguments`, at);
    const isLiteral = argument.kind === 'literal';
    if (wanted.from === 'literal' && !isLiteral) fail(`${name}() takes a literal here`, at);
    if (wanted.from === 'computed' && isLiteral) fail(`${name}() takes a field or a call here`, at);
    if (!accepts(wanted, type)) fail(`${name}() does not take ${typeName(type)} here`, at);
    const [first] = this.#taken;
    if (!first) return;
    if (each) fail('[*] may stand in the first argument only', at);
    if (alike && !sameType(first.type, type)) fail(`the arguments of ${name}() have one type`, at);
    if (element && !sameType(elementOf(first.type), type)) {
      fail(`${name}() looks for ${typeName(elementOf(first.type))}`, at);
    }
  }
}

function asArgument(it: Truth | TypedOperand | TypedArgument): TypedArgument {
  if ('argument' in it) return it;
  if ('operand' in it) return { argument: { kind: 'operand', operand: it.operand }, type: it.type, each: it.each };
  const argument = { kind: 'expression', expression: it.expression } as const;
  return { argument, type: it.many ? arrayOf('Boolean') : 'Boolean', each: false };
}

function isListOfTruths({ type, each }: TypedOperand): boolean {
  return !each && sameType(type, arrayOf('Boolean'));
}

function elementType(type: Type, key: Index): Type | undefined {
  if (typeof type === 'string') return undefined;
  if ('array' in type) return 'key' in key ? undefined : type.array;
  return 'at' in key ? undefined : type.map;
}

function elementOf(type: Type): Type {
  if (typeof type === 'string') return type;
  return 'array' in type ? type.array : type.map;
}
