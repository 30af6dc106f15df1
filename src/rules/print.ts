/** Expressions as text: what is printed parses to the same expression again. */
import { networkOf, printAddress } from './addresses.ts';
import type { Argument, Expression, Index, Literal, Operand, Range, Value } from './expression.ts';

const TIGHTNESS = { or: 0, xor: 1, and: 2 } as const;
/** What may stand bare where the parser otherwise takes one comparison only. */
const BEGINS_EXPRESSION = /^(?:\(|not |any\(|all\()/;
const MAX_HASHES = 255;

export function print(expression: Expression): string {
  switch (expression.kind) {
    case 'and':
    case 'or':
    case 'xor':
      return expression.terms.map((term) => within(term, TIGHTNESS[expression.kind])).join(` ${expression.kind} `);
    case 'not':
      return `not ${within(expression.term, TIGHTNESS.and)}`;
    case 'any':
    case 'all':
      return `${expression.kind}(${alone(expression.term)})`;
    case 'test':
      return printOperand(expression.operand);
    case 'compare': {
      const { operand, operator, value } = expression;
      const right = operator === 'matches' && typeof value === 'string' ? printPattern(value) : printValue(value);
      return `${printOperand(operand)} ${operator} ${right}`;
    }
  }
}

function within(term: Expression, tightness: number): string {
  return combines(term) && TIGHTNESS[term.kind] <= tightness ? `(${print(term)})` : print(term);
}

function alone(term: Expression): string {
  const text = print(term);
  return combines(term) && !BEGINS_EXPRESSION.test(text) ? `(${text})` : text;
}

function combines(term: Expression): term is Extract<Expression, { terms: unknown }> {
  return 'terms' in term;
}

function printOperand(operand: Operand): string {
  if (operand.kind === 'field') return operand.name;
  if (operand.kind === 'call') return `${operand.name}(${operand.args.map(printArgument).join(', ')})`;
  return `${printOperand(operand.of)}[${printIndex(operand.key)}]`;
}

function printIndex(key: Index): string {
  if ('each' in key) return '*';
  return 'at' in key ? String(key.at) : quoted(key.key);
}

function printArgument(argument: Argument): string {
  if (argument.kind === 'literal') return printLiteral(argument.value);
  if (argument.kind === 'operand') return printOperand(argument.operand);
  // bare, a truth value would be read as an operand
  return argument.expression.kind === 'test' ? `(${print(argument.expression)})` : alone(argument.expression);
}

function printValue(value: Value): string {
  if (typeof value === 'object' && 'set' in value) return `{${value.set.map(printRange).join(' ')}}`;
  if (typeof value === 'object' && 'list' in value) return `$${value.list}`;
  return printLiteral(value);
}

function printRange({ from, to }: Range): string {
  if (typeof from === 'object' && typeof to === 'object') {
    return from.bits === to.bits
      ? printAddress(from)
      : (networkOf(from, to) ?? `${printAddress(from)}..${printAddress(to)}`);
  }
  return from === to ? printLiteral(from) : `${printLiteral(from)}..${printLiteral(to)}`;
}

function printLiteral(value: Literal): string {
  if (typeof value === 'string') return quoted(value);
  return typeof value === 'bigint' ? String(value) : printAddress(value);
}

function quoted(bytes: string): string {
  let text = '';
  for (const byte of bytes) {
    const code = byte.charCodeAt(0);
    if (byte === '"' || byte === '\\') text += `\\${byte}`;
    else text += code < 0x20 || code > 0x7e ? `\\x${code.toString(16).padStart(2, '0')}` : byte;
  }
  return `"${text}"`;
}

/** Raw, as no escape reaches a pattern untouched but there. */
function printPattern(bytes: string): string {
  const pattern = Buffer.from(bytes, 'latin1').toString('utf8');
  const runs = [...pattern.matchAll(/"(#*)/g)].map(([, run = '']) => run.length + 1);
  const hashes = Math.max(0, ...runs);
  if (hashes > MAX_HASHES) return quotedPattern(pattern);
  return `r${'#'.repeat(hashes)}"${pattern}"${'#'.repeat(hashes)}`;
}

/** Only quotes outside of classes are escaped, as the parser keeps all else. */
function quotedPattern(pattern: string): string {
  let inClass = false;
  const text = pattern.replace(/\\[\s\S]|["[\]]/g, (part) => {
    if (part === '[') inClass = true;
    if (part === ']') inClass = false;
    return part === '"' && !inClass ? '\\"' : part;
  });
  return `"${text}"`;
}
