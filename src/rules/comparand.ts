import type { Cursor } from './cursor.ts';
import type { Operator, Range, Value } from './expression.ts';
import { parseInteger, parseIntegerRange, parseIp, parseIpRange, parsePatternText, parseString } from './literals.ts';
import { parseRegex } from './regex.ts';
import { RegexError, Unsupported } from './regex-errors.ts';
import { type Type, typeName } from './types.ts';
import { parseWildcard } from './wildcard.ts';

/** In the order in which they are tried: a spelling comes before those it begins with. */
const SPELLINGS: readonly (readonly [string, Operator])[] = [
  ['strict wildcard', 'strict wildcard'],
  ['wildcard', 'wildcard'],
  ['contains', 'contains'],
  ['matches', 'matches'],
  ['bitwise_and', 'bitwise_and'],
  ['eq', 'eq'],
  ['==', 'eq'],
  ['ne', 'ne'],
  ['!=', 'ne'],
  ['le', 'le'],
  ['<=', 'le'],
  ['lt', 'lt'],
  ['<', 'lt'],
  ['ge', 'ge'],
  ['>=', 'ge'],
  ['gt', 'gt'],
  ['>', 'gt'],
  ['in', 'in'],
  ['~', 'matches'],
];

const TYPES_OF: Record<Operator, readonly Type[]> = {
  eq: ['String', 'Integer', 'IP'],
  ne: ['String', 'Integer', 'IP'],
  lt: ['String', 'Integer'],
  le: ['String', 'Integer'],
  gt: ['String', 'Integer'],
  ge: ['String', 'Integer'],
  contains: ['String'],
  wildcard: ['String'],
  'strict wildcard': ['String'],
  matches: ['String'],
  in: ['String', 'Integer', 'IP'],
  bitwise_and: ['Integer'],
};

export function takeOperator(cursor: Cursor): Operator | undefined {
  for (const [spelling, operator] of SPELLINGS) if (cursor.take(spelling)) return operator;
  return !cursor.startsWith('&&') && cursor.take('&') ? 'bitwise_and' : undefined;
}

/** The right side of a comparison, whose operator stands at `at`: always a literal of the type of the left side. */
export function parseComparand(cursor: Cursor, type: Type, operator: Operator, at: number): Value {
  if (!TYPES_OF[operator].includes(type)) cursor.fail(`${operator} does not compare ${typeName(type)}`, at);
  if (operator === 'in') return cursor.startsWith('$') ? parseListName(cursor) : { set: parseSet(cursor, type) };
  if (type === 'Integer') return parseInteger(cursor);
  if (type === 'IP') return parseIp(cursor);
  const from = cursor.at;
  if (operator === 'matches') return checkedRegex(cursor, parsePatternText(cursor), from);
  const text = parseString(cursor);
  if (operator !== 'wildcard' && operator !== 'strict wildcard') return text;
  const pattern = parseWildcard(text, false);
  return 'error' in pattern ? cursor.fail(pattern.error, from) : text;
}

function checkedRegex(cursor: Cursor, text: string, at: number): string {
  try {
    parseRegex(text);
  } catch (error) {
    if (error instanceof RegexError) cursor.fail(`invalid regular expression: ${error.message}`, at);
    if (!(error instanceof Unsupported)) throw error;
  }
  return text;
}

function parseListName(cursor: Cursor): Value {
  const at = cursor.at;
  cursor.expect('$');
  const list = cursor.takeWhile(/[a-z0-9_.]/);
  if (!/^[a-z0-9_](?:[a-z0-9_.]*[a-z0-9_])?$/.test(list)) cursor.fail('not the name of a list', at);
  return { list };
}

function parseSet(cursor: Cursor, type: Type): Range[] {
  cursor.expect('{');
  const ranges: Range[] = [];
  for (;;) {
    cursor.skipBlanks();
    if (cursor.take('}')) return ranges;
    if (type === 'Integer') ranges.push(parseIntegerRange(cursor));
    else if (type === 'IP') ranges.push(parseIpRange(cursor));
    else {
      const text = parseString(cursor);
      ranges.push({ from: text, to: text });
    }
  }
}
