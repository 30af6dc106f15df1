import type { Atom } from './atom.ts';
import { type Part, requestLine, type Target } from './request-line.ts';
import { type Piece, withLetters } from './subject.ts';

/** Steps of automata after which a question stays open. Taken for the first time, they cost a microsecond or two each. */
const BUDGET = 30_000;

/** What may still be spent on one question; several may share it. */
export type Purse = { left: number };
export const fullPurse = (): Purse => ({ left: BUDGET });

/**
 * Every combination of truth values that the atoms take together over all requests to the target, or undefined when
 * finding out would take too long. `classes` holds one byte of each class that no atom tells apart.
 */
export function combinations(
  atoms: readonly Atom[],
  classes: readonly number[],
  target: Target,
  purse: Purse,
): boolean[][] | undefined {
  const walk = new Walk(atoms, classes, purse);
  let front = [atoms.map((atom) => atom.automaton.start)];
  const ends: number[][] = [];
  for (const part of requestLine(target)) {
    if (!walk.reads(part.piece)) continue;
    // a query may be missing, or be there and empty, or say anything
    if (part.piece === 'query-mark' || part.piece === 'query') ends.push(...front);
    front = walk.part(front, part);
    if (purse.left < 0) return undefined;
  }
  const found = new Map<string, boolean[]>();
  for (const ids of [...ends, ...front]) {
    const values = atoms.map((atom, index) => atom.automaton.accepts(ids[index] ?? 0) === atom.holds);
    found.set(values.join(), values);
  }
  return [...found.values()];
}

/** All atoms at once: where each of them stands after one and the same text. */
class Walk {
  private readonly purse: Purse;
  private readonly atoms: readonly Atom[];
  private readonly classes: readonly number[];

  constructor(atoms: readonly Atom[], classes: readonly number[], purse: Purse) {
    this.purse = purse;
    this.atoms = atoms;
    this.classes = classes;
  }

  reads(piece: Piece): boolean {
    return this.atoms.some((atom) => atom.subject.pieces.has(piece));
  }

  part(front: number[][], part: Part): number[][] {
    if ('known' in part) return distinct(front.map((ids) => this.over(ids, part.known, part.piece)));
    return this.text(front, part.separator, part.piece);
  }

  /** One byte or more, as long as that leads to anything new. */
  private text(front: number[][], separator: number | undefined, piece: Piece): number[][] {
    const reached = new Map<string, number[]>();
    const letters = this.classes.filter((byte) => byte !== separator).map((byte) => String.fromCharCode(byte));
    let open = front;
    while (open.length > 0 && this.purse.left >= 0) {
      const next: number[][] = [];
      for (const ids of open) {
        for (const letter of letters) {
          const ahead = this.over(ids, letter, piece);
          const key = ahead.join();
          if (this.purse.left < 0 || reached.has(key)) continue;
          reached.set(key, ahead);
          next.push(ahead);
        }
      }
      open = next;
    }
    return [...reached.values()];
  }

  private over(ids: readonly number[], text: string, piece: Piece): number[] {
    return this.atoms.map(({ subject, automaton }, index) => {
      let id = ids[index] ?? 0;
      if (!subject.pieces.has(piece)) return id;
      this.purse.left -= text.length;
      for (let at = 0; at < text.length && !automaton.isDead(id); at += 1) {
        id = automaton.step(id, withLetters(text.charCodeAt(at), subject.letters));
      }
      return id;
    });
  }
}

function distinct(front: number[][]): number[][] {
  return front.length < 2 ? front : [...new Map(front.map((ids) => [ids.join(), ids])).values()];
}
