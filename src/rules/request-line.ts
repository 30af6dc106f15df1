import type { Atom } from './atom.ts';
import { bytesOf } from './literals.ts';
import { PIECES, type Piece, withLetters } from './subject.ts';

export type Target = { host: string; method: string; path: string };

/** One byte of the request line, or a stretch of unknown text: one byte or more, none of them the separator. */
type Part = { piece: Piece; byte: number } | { piece: Piece; separator: number | undefined };

/** Work, counted in states of automata, after which a question stays open. */
const BUDGET = 5_000_000;

/**
 * Every combination of truth values that the atoms take together over all requests to the target, or undefined when
 * finding out would take too long.
 */
export function combinations(
  atoms: readonly Atom[],
  classes: readonly number[],
  target: Target,
): boolean[][] | undefined {
  const walk = new Walk(atoms, classes);
  const read = new Set(atoms.flatMap((atom) => [...atom.subject.pieces]));
  let front = [atoms.map((atom) => atom.automaton.start())];
  const ends: number[][] = [];
  for (const part of partsOf(target, read)) {
    // a query may be missing, or be there and empty, or say anything
    if (part.piece === 'query-mark' || part.piece === 'query') ends.push(...front);
    front = 'byte' in part ? walk.byte(front, part) : walk.text(front, part.separator, part.piece);
    if (walk.budget < 0) return undefined;
  }
  const found = new Map<string, boolean[]>();
  for (const ids of [...ends, ...front]) {
    const values = atoms.map((atom, index) => atom.automaton.accepts(ids[index] ?? 0) === atom.holds);
    found.set(values.join(), values);
  }
  return [...found.values()];
}

function partsOf({ method, host, path }: Target, read: ReadonlySet<Piece>): Part[] {
  return PIECES.filter((piece) => read.has(piece)).flatMap((piece): Part[] => {
    switch (piece) {
      case 'method':
        return fixed(piece, method);
      case 'scheme':
        return fixed(piece, 'https://');
      case 'host':
        return template(piece, host, '.');
      case 'path':
        return template(piece, path, '/');
      case 'query-mark':
        return fixed(piece, '?');
      case 'query':
        return [{ piece, separator: undefined }];
      default:
        return [];
    }
  });
}

function fixed(piece: Piece, text: string): Part[] {
  return Array.from(bytesOf(text), (char) => ({ piece, byte: char.charCodeAt(0) }));
}

/** Variables stand in braces, as in `/users/{var1}`. */
function template(piece: Piece, text: string, separator: string): Part[] {
  return text
    .split(/(\{[^{}/]*\})/)
    .flatMap((part, index) => (index % 2 === 1 ? [{ piece, separator: separator.charCodeAt(0) }] : fixed(piece, part)));
}

class Walk {
  budget = BUDGET;
  private readonly atoms: readonly Atom[];
  private readonly classes: readonly number[];

  constructor(atoms: readonly Atom[], classes: readonly number[]) {
    this.atoms = atoms;
    this.classes = classes;
  }

  byte(front: number[][], { piece, byte }: { piece: Piece; byte: number }): number[][] {
    return distinct(front.map((ids) => this.step(ids, byte, piece)));
  }

  /** One byte or more, as long as that leads to anything new. */
  text(front: number[][], separator: number | undefined, piece: Piece): number[][] {
    const reached = new Map<string, number[]>();
    let open = front;
    while (open.length > 0 && this.budget >= 0) {
      const next: number[][] = [];
      for (const ids of open) {
        for (const example of this.classes) {
          if (example === separator) continue;
          const ahead = this.step(ids, example, piece);
          const key = ahead.join();
          if (this.budget < 0 || reached.has(key)) continue;
          reached.set(key, ahead);
          next.push(ahead);
        }
      }
      open = next;
    }
    return [...reached.values()];
  }

  private step(ids: readonly number[], byte: number, piece: Piece): number[] {
    return this.atoms.map((atom, index) => {
      const id = ids[index] ?? 0;
      if (!atom.subject.pieces.has(piece)) return id;
      this.budget -= atom.automaton.size;
      return atom.automaton.step(id, withLetters(byte, atom.subject.letters));
    });
  }
}

function distinct(front: number[][]): number[][] {
  return front.length < 2 ? front : [...new Map(front.map((ids) => [ids.join(), ids])).values()];
}
