import { printAddress } from './addresses.ts';
import type { FieldValue } from './concrete-request.ts';
import type { Address, Argument, Expression, Literal, Operand, Value } from './expression.ts';
import { fieldType } from './fields.ts';
import { fieldsOf } from './fields-of.ts';
import { possibleIntegers, possibleTexts } from './possible-values.ts';
import { solve, type Wanted } from './solve.ts';
import type { Type } from './types.ts';

/** A field, or one key of it, and all that is wanted of it. Without a name there is no one field to be set. */
export type Slot = { name: string | undefined; key: string | undefined; list: boolean; wanted: Wanted[] };

const FROM_THE_ADDRESS = /^(?:raw\.)?http\.(?:host$|request\.(?:method$|full_uri$|uri(?!\.args)))/;
const ENOUGH_VALUES = 200;

/** Comparisons about one thing belong together, as they have to be true of one value. */
export function slotsOf(wanted: readonly Wanted[]): Slot[] {
  const slots = new Map<string, Slot>();
  for (const one of wanted) {
    const names = fieldsOf(one.expression).filter((name) => !FROM_THE_ADDRESS.test(name));
    const name = names.length === 1 ? names[0] : undefined;
    const keys = name === undefined ? [] : keysIn(one.expression);
    const key = keys.length === 1 ? keys[0] : undefined;
    const id = JSON.stringify([name, key]);
    const slot = slots.get(id) ?? { name, key, list: false, wanted: [] };
    slot.wanted.push(one);
    slot.list ||= isListed(one.expression);
    slots.set(id, slot);
  }
  return [...slots.values()];
}

const isListed = (atom: Expression): boolean =>
  atom.kind === 'compare' && typeof atom.value === 'object' && 'list' in atom.value;

/** Values worth trying, the plainest first; undefined is that there is none. */
export function valuesFor(slot: Slot): (FieldValue | undefined)[] {
  const { name = '', key } = slot;
  const whole = fieldType(name);
  const type = key !== undefined && typeof whole === 'object' && 'map' in whole ? whole.map : whole;
  if (type === undefined) return [];
  const absent = key === undefined ? [] : [undefined];
  if (typeof type === 'string') return [...absent, ...scalars(slot, type)].slice(0, ENOUGH_VALUES);
  if (!('array' in type) || typeof type.array !== 'string') return [];
  const items = scalars(slot, type.array).slice(0, 12);
  const pairs = items.flatMap((first) => items.map((second) => [first, second]));
  return [...absent, [], ...items.map((item) => [item]), ...pairs, items].slice(0, ENOUGH_VALUES);
}

function scalars(slot: Slot, type: Type): FieldValue[] {
  const { name = '', wanted } = slot;
  const literals = wanted.flatMap(({ expression }) => literalsIn(expression));
  switch (type) {
    case 'Boolean':
      return [false, true];
    case 'Integer':
      return integers(literals, possibleIntegers(name));
    case 'IP':
      return addresses(literals);
    case 'String': {
      const { plain } = possibleTexts(name);
      const each = wanted.flatMap(({ expression }) => [
        textFor(slot, [{ expression, holds: true }]),
        textFor(slot, [{ expression, holds: false }]),
      ]);
      return distinct([...plain, ...[textFor(slot, wanted), ...each].filter((text) => text !== undefined), '']);
    }
    default:
      return [];
  }
}

function integers(literals: readonly Literal[], [least, most]: [bigint, bigint]): number[] {
  const near = literals
    .filter((literal) => typeof literal === 'bigint')
    .flatMap((literal) => [literal, literal - 1n, literal + 1n]);
  return distinct([...near, least, most].filter((value) => least <= value && value <= most)).map(Number);
}

/** The first host of a network before its own address. */
function addresses(literals: readonly Literal[]): string[] {
  const near = (step: bigint) =>
    literals
      .filter((literal): literal is Address => typeof literal === 'object')
      .map(({ family, bits }): Address => ({ family, bits: bits + step }))
      .filter(({ family, bits }) => bits >= 0n && bits < 1n << (family === 4 ? 32n : 128n))
      .map(printAddress);
  return distinct([...near(1n), '198.51.100.7', '203.0.113.9', '2001:db8::7', ...near(0n), ...near(-1n)]);
}

const distinct = <T>(values: readonly T[]): T[] => [...new Set(values)];

const TEXT = { kind: 'field', name: 'http.request.uri.query' } as const satisfies Operand;
const ANYWHERE = { method: 'GET', host: 'a.b', path: '/' };

/** A text of which all that can be asked of one text is true: the prover finds it as it finds a query. */
function textFor({ name = '', key }: Slot, wanted: readonly Wanted[]): string | undefined {
  const asked = wanted.flatMap(({ expression, holds }): Wanted[] => {
    const term = 'term' in expression && expression.kind !== 'not' ? expression.term : expression;
    const about = aboutText(term, name, key);
    return fieldsOf(about).every((field) => field === TEXT.name) ? [{ expression: about, holds }] : [];
  });
  const possible: Expression = {
    kind: 'compare',
    operand: TEXT,
    operator: 'matches',
    value: possibleTexts(name).pattern,
  };
  const found = solve([...asked, { expression: possible, holds: true }], ANYWHERE);
  return typeof found === 'string' || found.unknowns.length > 0 ? undefined : (found.query ?? '');
}

/** The same asked of one text, where it was asked of a field, or of the elements of one. */
function aboutText(expression: Expression, name: string, key: string | undefined): Expression {
  const operand = (of: Operand): Operand => {
    if (of.kind === 'field') return of.name === name ? TEXT : of;
    if (of.kind === 'call') return { ...of, args: of.args.map(argument) };
    return operand(of.of); // an element of a list of texts is a text
  };
  const argument = (of: Argument): Argument =>
    of.kind === 'operand' ? { kind: 'operand', operand: operand(of.operand) } : of;
  const walk = (part: Expression): Expression => {
    if (part.kind === 'test' || part.kind === 'compare') return { ...part, operand: operand(part.operand) };
    if ('terms' in part) return { ...part, terms: part.terms.map(walk) };
    return { ...part, term: walk(part.term) };
  };
  return isAboutTheList(expression, key) ? expression : walk(expression);
}

/** len(), has_key() and has_value() of a list or map ask about no text in it. */
function isAboutTheList(expression: Expression, key: string | undefined): boolean {
  if (expression.kind !== 'test' && expression.kind !== 'compare') return false;
  const { operand } = expression;
  if (operand.kind !== 'call') return false;
  const [first] = operand.args;
  if (operand.name.startsWith('has_')) return true;
  if (operand.name !== 'len' || first?.kind !== 'operand') return false;
  return key === undefined ? false : first.operand.kind === 'index' && 'key' in first.operand.key;
}

/** Each key by which an expression looks into a map. */
function keysIn(expression: Expression): string[] {
  const keys = new Set<string>();
  const operand = (of: Operand): void => {
    if (of.kind === 'index') {
      if ('key' in of.key) keys.add(of.key.key);
      operand(of.of);
    } else if (of.kind === 'call') {
      const [, second] = of.args;
      if (of.name === 'has_key' && second?.kind === 'literal') keys.add(String(second.value));
      for (const argument of of.args) if (argument.kind === 'operand') operand(argument.operand);
    }
  };
  eachComparison(expression, (part) => operand(part.operand));
  return [...keys];
}

function literalsIn(expression: Expression): Literal[] {
  const found: Literal[] = [];
  eachComparison(expression, (part) => {
    if (part.kind === 'compare') found.push(...ofValue(part.value));
  });
  return found;
}

function ofValue(value: Value): Literal[] {
  if (typeof value !== 'object') return [value];
  if ('list' in value) return [];
  return 'set' in value ? value.set.flatMap(({ from, to }) => [from, to]) : [value];
}

function eachComparison(expression: Expression, see: (part: Expression & { operand: Operand }) => void): void {
  if (expression.kind === 'test' || expression.kind === 'compare') see(expression);
  else if ('terms' in expression) for (const term of expression.terms) eachComparison(term, see);
  else eachComparison(expression.term, see);
}
