import type { Argument, Operand } from './expression.ts';
import { lowerByte, upperByte } from './pattern.ts';
import { between, type Derivation, extension, percentDecoded } from './reader.ts';

/** The pieces of a request line, in the order in which a request spells them. */
export const PIECES = ['method', 'scheme', 'host', 'path', 'query-mark', 'query'] as const;
export type Piece = (typeof PIECES)[number];

/** A string whose text an endpoint fixes at least in part: neighbouring pieces, and what is done to their letters. */
export type Subject = { pieces: ReadonlySet<Piece>; letters: Letters };
type Letters = 'kept' | 'lower' | 'upper';
/** A text made of a subject. */
export type Derived = { subject: Subject; derivation: Derivation | undefined };

/** Longer texts around a subject are left undecided, as they are read again at every place where it may end. */
const MAX_JOINED = 200;

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

/** What an operand is of the request line, and how its text is derived, or undefined when it is something else. */
export function subjectOf(operand: Operand): Derived | undefined {
  return derived(operand, undefined);
}

/** The outermost call has the last word about the letters. */
function derived(operand: Operand, letters: Letters | undefined): Derived | undefined {
  if (operand.kind === 'field') {
    if (operand.name === 'http.request.uri.path.extension') {
      return { subject: { pieces: new Set(['path']), letters: letters ?? 'lower' }, derivation: extension };
    }
    const pieces = PIECES_OF.get(operand.name);
    return pieces && { subject: { pieces: new Set(pieces), letters: letters ?? 'kept' }, derivation: undefined };
  }
  if (operand.kind !== 'call') return undefined;
  if (operand.name === 'concat') return joined(operand.args, letters ?? 'kept', letters);
  if (operand.name === 'url_decode') return letters ? undefined : decoded(operand.args);
  if (operand.name !== 'lower' && operand.name !== 'upper') return undefined;
  const [argument] = operand.args;
  return argument?.kind === 'operand' ? derived(argument.operand, letters ?? operand.name) : undefined;
}

/** Decoded once, which is what it does without options. Letters changed after it are not those of the request line. */
function decoded([of, ...options]: readonly Argument[]): Derived | undefined {
  const inner = of?.kind === 'operand' && options.length === 0 ? derived(of.operand, undefined) : undefined;
  if (!inner) return undefined;
  const { subject, derivation } = inner;
  return {
    subject,
    derivation: (reader) => (derivation ? derivation(percentDecoded(reader)) : percentDecoded(reader)),
  };
}

/** Text, then pieces in the order of the request line, then text. */
function joined(args: readonly Argument[], literal: Letters, letters: Letters | undefined): Derived | undefined {
  const before: number[] = [];
  const after: number[] = [];
  let all: Derived | undefined;
  for (const argument of args) {
    if (argument.kind === 'literal' && typeof argument.value === 'string') {
      const text = Array.from(argument.value, (char) => withLetters(char.charCodeAt(0), literal));
      (all ? after : before).push(...text);
      continue;
    }
    const next = argument.kind === 'operand' ? derived(argument.operand, letters) : undefined;
    if (!next) return undefined;
    if (all && (after.length > 0 || !follows(all, next))) return undefined;
    all = all
      ? { ...all, subject: { ...all.subject, pieces: new Set([...all.subject.pieces, ...next.subject.pieces]) } }
      : next;
  }
  if (!all || before.length + after.length > MAX_JOINED) return undefined;
  const { subject, derivation } = all;
  const ends = between(before, after);
  return { subject, derivation: derivation ? (inner) => derivation(ends(inner)) : ends };
}

/** Whether the two are read one after the other, as they come. */
function follows(all: Derived, next: Derived): boolean {
  const places = (of: Derived) => [...of.subject.pieces].map((piece) => PIECES.indexOf(piece));
  const inOrder = Math.max(...places(all)) < Math.min(...places(next));
  return inOrder && all.subject.letters === next.subject.letters && !all.derivation && !next.derivation;
}
