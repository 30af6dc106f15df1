import { Automaton, TooLarge } from './automaton.ts';
import { alphabetOf } from './byte-classes.ts';
import type { Expression, Operand, Operator, Value } from './expression.ts';
import { lengthIn } from './length.ts';
import { ANYTHING, before, choice, exactly, oneOf, type Pattern, sequence } from './pattern.ts';
import type { Reader } from './reader.ts';
import { parseRegex } from './regex.ts';
import { Unsupported } from './regex-errors.ts';
import { type Derived, type Subject, subjectOf } from './subject.ts';
import { parseWildcard } from './wildcard.ts';

/** A comparison that the request line decides: its truth is whether the automaton accepts, or the opposite. */
export type Atom = { subject: Subject; automaton: Reader; holds: boolean };

type Language = ({ pattern: Pattern } | { reader: Reader }) & { holds: boolean };

/** Longer texts are left undecided: endpoints have at most 4,096 bytes of path, and patterns nest. */
const MAX_TEXT = 1000;

const MAX_LENGTH = BigInt(Number.MAX_SAFE_INTEGER);

/** Patterns of which the deterministic automaton may be far larger than the text. */
const MAY_EXPLODE: ReadonlySet<string> = new Set(['matches', 'wildcard', 'strict wildcard']);
export const mayExplode = (part: Expression): boolean => part.kind === 'compare' && MAY_EXPLODE.has(part.operator);

/**
 * The atom of one comparison or test, or undefined when it asks about anything but the request line, or when finding out
 * how it reads its text would take more than so many steps of work.
 */
export function atomOf(expression: Expression, work: number): Atom | undefined {
  if (expression.kind !== 'compare' && expression.kind !== 'test') return undefined;
  try {
    const { operand } = expression;
    const found =
      expression.kind === 'test' ? ofTest(operand) : ofComparison(operand, expression.operator, expression.value);
    if (!found) return undefined;
    const { subject, derivation, holds } = found;
    const reader =
      'reader' in found ? found.reader : new Automaton(found.pattern, mayExplode(expression) ? work : undefined);
    // tried once and for all, not on the way, so that the answer for one endpoint never depends on another
    if (reader instanceof Automaton && mayExplode(expression)) {
      const asWritten = { subject: { ...subject, letters: 'kept' }, automaton: reader, holds: true } as const;
      reader.exhaust(alphabetOf([asWritten]).examples);
    }
    return { subject, automaton: derivation ? derivation(reader) : reader, holds };
  } catch (error) {
    if (error instanceof TooLarge || error instanceof Unsupported) return undefined;
    throw error;
  }
}

function ofTest(operand: Operand): (Language & Derived) | undefined {
  if (operand.kind !== 'call') return undefined;
  const [of, text] = operand.args;
  const derived = of?.kind === 'operand' ? subjectOf(of.operand) : undefined;
  if (!derived || text?.kind !== 'literal' || typeof text.value !== 'string' || text.value.length > MAX_TEXT) {
    return undefined;
  }
  if (operand.name === 'starts_with')
    return { ...derived, pattern: sequence(exactly(text.value), ANYTHING), holds: true };
  if (operand.name === 'ends_with')
    return { ...derived, pattern: sequence(ANYTHING, exactly(text.value)), holds: true };
  return undefined;
}

function ofComparison(operand: Operand, operator: Operator, value: Value): (Language & Derived) | undefined {
  if (operand.kind === 'call' && operand.name === 'len') {
    const [of] = operand.args;
    const derived = of?.kind === 'operand' ? subjectOf(of.operand) : undefined;
    const language = derived && ofLength(operator, value);
    return language && { ...language, ...derived };
  }
  const derived = subjectOf(operand);
  const language = derived && ofText(operator, value);
  return language && { ...language, ...derived };
}

function ofText(operator: Operator, value: Value): Language | undefined {
  if (typeof value === 'object' && 'set' in value) {
    const texts = value.set.map((range) => (typeof range.from === 'string' ? range.from : ''));
    return texts.some((text) => text.length > MAX_TEXT) ? undefined : { pattern: oneOf(texts), holds: true };
  }
  if (typeof value !== 'string' || value.length > MAX_TEXT) return undefined;
  switch (operator) {
    case 'eq':
    case 'ne':
      return { pattern: exactly(value), holds: operator === 'eq' };
    case 'lt':
    case 'ge':
      return { pattern: before(value), holds: operator === 'lt' };
    case 'le':
    case 'gt':
      return { pattern: choice([before(value), exactly(value)]), holds: operator === 'le' };
    case 'contains':
      return { pattern: sequence(ANYTHING, exactly(value), ANYTHING), holds: true };
    case 'wildcard':
    case 'strict wildcard': {
      const pattern = parseWildcard(value, operator === 'wildcard');
      return 'error' in pattern ? undefined : { pattern, holds: true };
    }
    case 'matches':
      return { pattern: sequence(ANYTHING, parseRegex(value), ANYTHING), holds: true };
    default:
      return undefined;
  }
}

function ofLength(operator: Operator, value: Value): Language | undefined {
  if (typeof value === 'object' && 'set' in value) {
    const ranges = value.set.map(({ from, to }) => {
      if (typeof from !== 'bigint' || typeof to !== 'bigint') throw new Unsupported('not a set of lengths');
      return { from: countable(from), to: countable(to) };
    });
    return { reader: lengthIn(ranges), holds: true };
  }
  if (typeof value !== 'bigint') return undefined;
  const length = countable(value);
  const above = (from: number) => lengthIn([{ from, to: Number.POSITIVE_INFINITY }]);
  switch (operator) {
    case 'ge':
    case 'lt':
      return { reader: above(length), holds: operator === 'ge' };
    case 'gt':
    case 'le':
      return { reader: above(length + 1), holds: operator === 'gt' };
    case 'eq':
    case 'ne':
      return { reader: lengthIn([{ from: length, to: length }]), holds: operator === 'eq' };
    default:
      return undefined;
  }
}

function countable(length: bigint): number {
  if (length > MAX_LENGTH || length < -MAX_LENGTH) throw new Unsupported('no length of a text');
  return Number(length);
}
