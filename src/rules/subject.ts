import type { Operand } from './expression.ts';
import { lowerByte, upperByte } from './pattern.ts';

/** The pieces of a request line, in the order in which a request spells them. */
export const PIECES = ['method', 'scheme', 'host', 'path', 'query-mark', 'query'] as const;
export type Piece = (typeof PIECES)[number];

/** A string whose text an endpoint fixes at least in part: neighbouring pieces, and what is done to their letters. */
export type Subject = { pieces: ReadonlySet<Piece>; letters: Letters };
type Letters = 'kept' | 'lower' | 'upper';

const PIECES_OF = new Map<string, readonly Piece[]>([
  ['http.request.method', ['method']],
  ['http.host', ['host']],
  ['http.request.uri.path', ['path']],
  ['http.request.uri.query', ['query']],
  ['http.request.uri', ['path', 'query-mark', 'query']],
  ['http.request.full_uri', ['scheme', 'host', 'path', 'query-mark', 'query']],
]);

export function withLetters(byte: number, letters: Letters): number {
  if (letters === 'kept') return byte;
  return letters === 'lower' ? lowerByte(byte) : upperByte(byte);
}

/** What an operand is of the request line, or undefined when it is something else. */
export function subjectOf(operand: Operand): Subject | undefined {
  if (operand.kind === 'field') {
    const pieces = PIECES_OF.get(operand.name);
    return pieces && { pieces: new Set(pieces), letters: 'kept' };
  }
  if (operand.kind !== 'call' || (operand.name !== 'lower' && operand.name !== 'upper')) return undefined;
  const [argument] = operand.args;
  const inner = argument?.kind === 'operand' ? subjectOf(argument.operand) : undefined;
  return inner && { pieces: inner.pieces, letters: operand.name };
}
