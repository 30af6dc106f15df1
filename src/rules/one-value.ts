/** Comparisons of one and the same value, of which nothing else is known: which of them can be true together. */
import { mayExplode } from './atom.ts';
import { atomsOf } from './atoms.ts';
import type { Address, Expression, Literal, Operand, Range } from './expression.ts';
import { keyOf } from './key-of.ts';
import { fullPurse } from './product.ts';
import { productOf } from './products.ts';
import { subjectOf } from './subject.ts';

/** Comparisons by number, and every combination of truth values that they can have. */
export type OneValue = { members: number[]; vectors: boolean[][] };

/** Beyond these, each comparison is left free, as if nothing bound it to the others. */
const MOST_MEMBERS = 64;
const MOST_VECTORS = 64;
const MOST_RANGES = 256;

/** What a request always has, be it an empty text. Of all else a comparison may be false because there is no value. */
const ALWAYS_SET =
  /^(?:ip\.src|http\.(?:cookie|referer|user_agent|x_forwarded_for|request\.version)|cf\.(?:bot_management\.score|threat_score|waf\.score(?:\.\w+)?))$/;
/** Of what is set, these are set. */
const KEEPS_VALUE: ReadonlySet<string> = new Set(['len', 'lower', 'upper']);

export function oneValueEach(comparisons: readonly Expression[]): OneValue[] {
  const groups = new Map<string, { operand: Operand; members: number[] }>();
  for (const [index, comparison] of comparisons.entries()) {
    const operand = comparedIn(comparison);
    if (!operand) continue;
    const key = keyOf(operand);
    const group = groups.get(key) ?? { operand, members: [] };
    group.members.push(index);
    groups.set(key, group);
  }
  return [...groups.values()].flatMap(({ operand, members }) => {
    if (members.length > MOST_MEMBERS) return [];
    const vectors = together(
      operand,
      members.flatMap((index) => comparisons[index] ?? []),
    );
    return vectors ? [{ members, vectors }] : [];
  });
}

const MOST_KEPT = 10_000;
/** The same few comparisons stand in the rules of every host. */
const kept = new Map<string, boolean[][] | undefined>();

/** Undefined where nothing binds them. */
function together(operand: Operand, parts: readonly Expression[]): boolean[][] | undefined {
  const key = parts.map(keyOf).join('\n');
  if (kept.has(key)) return kept.get(key);
  if (kept.size >= MOST_KEPT) kept.clear();
  const whenSet = overPoints(operand, parts) ?? overTexts(parts);
  const vectors = whenSet && (isAlwaysSet(operand) ? whenSet : [...whenSet, ...whenMissing(parts)]);
  const [found] = vectors ? bound({ members: parts.map((_, index) => index), vectors }) : [];
  kept.set(key, found?.vectors);
  return found?.vectors;
}

/** What is left of a group when only some of its comparisons are, by their new numbers. */
export function among({ members, vectors }: OneValue, numbers: ReadonlyMap<number, number>): OneValue[] {
  const kept = members.flatMap((member, at) => {
    const number = numbers.get(member);
    return number === undefined ? [] : [{ number, at }];
  });
  if (kept.length === 0) return [];
  return bound({
    members: kept.map(({ number }) => number),
    vectors: vectors.map((vector) => kept.map(({ at }) => vector[at] === true)),
  });
}

/** None where all combinations are possible, as then nothing is bound. */
function bound({ members, vectors }: OneValue): OneValue[] {
  const distinct = [...new Map(vectors.map((vector) => [vector.join(), vector])).values()];
  return distinct.length > MOST_VECTORS || distinct.length === 2 ** members.length
    ? []
    : [{ members, vectors: distinct }];
}

function comparedIn(expression: Expression): Operand | undefined {
  if (expression.kind === 'compare') {
    const isList = typeof expression.value === 'object' && 'list' in expression.value;
    return isList || expression.operator === 'bitwise_and' ? undefined : expression.operand;
  }
  if (expression.kind !== 'test' || expression.operand.kind !== 'call') return undefined;
  const { name, args } = expression.operand;
  const [of, text] = args;
  const isFixed = text?.kind === 'literal' && (name === 'starts_with' || name === 'ends_with');
  return isFixed && of?.kind === 'operand' ? of.operand : undefined;
}

function isAlwaysSet(operand: Operand): boolean {
  if (operand.kind === 'field') return ALWAYS_SET.test(operand.name);
  const of = operand.kind === 'call' && KEEPS_VALUE.has(operand.name) ? operand.args[0] : undefined;
  return of?.kind === 'operand' && isAlwaysSet(of.operand);
}

/** All are false; whether what is missing differs from everything is told both ways. */
function whenMissing(parts: readonly Expression[]): boolean[][] {
  return [parts.map(() => false), parts.map((part) => part.kind === 'compare' && part.operator === 'ne')];
}

/** Where all that is asked is where a value lies: one value for every stretch between the places where an answer turns. */
function overPoints(operand: Operand, parts: readonly Expression[]): boolean[][] | undefined {
  const asked = parts.flatMap((part) => {
    const ranges = part.kind === 'compare' ? rangesOf(part) : undefined;
    return part.kind === 'compare' && ranges ? [{ operator: part.operator, ranges }] : [];
  });
  const ranges = asked.flatMap((one) => one.ranges);
  const [first] = ranges;
  if (asked.length < parts.length || !first || ranges.length > MOST_RANGES) return undefined;
  const isLength = operand.kind === 'call' && operand.name === 'len';
  const points = [...leastLike(first.from, isLength), ...ranges.flatMap(turnsOf)];
  return points
    .filter((point) => !(isLength && typeof point === 'bigint' && point < 0n))
    .map((point) => asked.map((one) => isTrueOf(point, one)));
}

type Asked = { operator: string; ranges: readonly Range[] };
type Comparison = Extract<Expression, { kind: 'compare' }>;

function rangesOf({ operator, value }: Comparison): readonly Range[] | undefined {
  if (typeof value === 'object' && 'list' in value) return undefined;
  if (typeof value === 'object' && 'set' in value) return value.set;
  return /^(?:eq|ne|lt|le|gt|ge)$/.test(operator) ? [{ from: value, to: value }] : undefined;
}

function leastLike(value: Literal, isLength: boolean): Literal[] {
  if (typeof value === 'string') return [''];
  if (typeof value === 'bigint') return [isLength ? 0n : -(2n ** 63n)];
  return [
    { family: 4, bits: 0n },
    { family: 6, bits: 0n },
  ];
}

/** The first value of a range, and the first one after it. */
function turnsOf({ from, to }: Range): Literal[] {
  if (typeof to === 'string') return [from, `${to}\0`];
  if (typeof to === 'bigint') return to + 1n < 2n ** 63n ? [from, to + 1n] : [from];
  const after: Address = { family: to.family, bits: to.bits + 1n };
  return after.bits >> (to.family === 4 ? 32n : 128n) === 0n ? [from, after] : [from];
}

function isTrueOf(point: Literal, { operator, ranges }: Asked): boolean {
  const places = ranges.map((range) => placeOf(point, range));
  switch (operator) {
    case 'ne':
      return !places.includes('in');
    case 'lt':
      return places.includes('before');
    case 'le':
      return places.includes('before') || places.includes('in');
    case 'gt':
      return places.includes('after');
    case 'ge':
      return places.includes('after') || places.includes('in');
    default:
      return places.includes('in');
  }
}

function placeOf(point: Literal, { from, to }: Range): 'before' | 'in' | 'after' | 'elsewhere' {
  const [at, least, most] = [point, from, to].map((one) => (typeof one === 'object' ? one.bits : one));
  const isAlike = typeof at === typeof least && typeof at === typeof most && familyOf(point) === familyOf(from);
  if (!isAlike || at === undefined || least === undefined || most === undefined) return 'elsewhere';
  if (at < least) return 'before';
  return at > most ? 'after' : 'in';
}

const familyOf = (value: Literal) => (typeof value === 'object' ? value.family : undefined);

/** Any text at all: the query is one of which a request line says nothing. */
const ANY_TEXT: Operand = { kind: 'field', name: 'http.request.uri.query' };
const ANY_REQUEST = { method: 'GET', host: 'a', path: '/' };

function overTexts(parts: readonly Expression[]): boolean[][] | undefined {
  if (parts.some(wasTooMuch)) return undefined;
  const ofText = parts.map(ofAnyText);
  const make = atomsOf(ofText);
  const atoms = ofText.flatMap((part) => make(part) ?? []);
  if (atoms.length < parts.length) return undefined;
  const found = productOf(atoms).outcomes(ANY_REQUEST, fullPurse());
  return found?.map(({ values }) => [...values]);
}

/** A pattern over the request line is here only because it could not be read: it is not tried a second time. */
function wasTooMuch(part: Expression): boolean {
  return part.kind === 'compare' && mayExplode(part) && subjectOf(part.operand) !== undefined;
}

function ofAnyText(part: Expression): Expression {
  if (part.kind === 'compare') return { ...part, operand: ANY_TEXT };
  if (part.kind !== 'test' || part.operand.kind !== 'call') return part;
  const [, ...rest] = part.operand.args;
  return { kind: 'test', operand: { ...part.operand, args: [{ kind: 'operand', operand: ANY_TEXT }, ...rest] } };
}
