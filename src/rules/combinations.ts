import type { Atom } from './atom.ts';
import { type Part, requestLine, type Target } from './request-line.ts';
import { type Piece, withLetters } from './subject.ts';

/** Steps of automata after which a question stays open. Taken for the first time, they cost a microsecond or two each. */
const BUDGET = 30_000;

/** What may still be spent on one question; several may share it. */
export type Purse = { left: number };
export const fullPurse = (): Purse => ({ left: BUDGET });

/** What the atoms are of one request, and where its request line ends. */
export type Combination = { values: boolean[]; end: Place };

/** Where every atom stands after some text, and which text that was, from the last stretch back to the first. */
export type Place = { ids: readonly number[]; before?: Place; piece?: Piece; text?: string };

/**
 * Every combination of truth values that the atoms take together over all requests to the target, each with a short
 * request, or undefined when finding out would take too long. `classes` holds one byte of each class that no
 * atom tells apart, the preferred ones first.
 */
export function combinations(
  atoms: readonly Atom[],
  classes: readonly number[],
  target: Target,
  purse: Purse,
): Combination[] | undefined {
  const walk = new Walk(atoms, classes, purse);
  let front: Place[] = [{ ids: atoms.map((atom) => atom.automaton.start) }];
  const ends: Place[] = [];
  for (const part of requestLine(target)) {
    if (!walk.reads(part.piece)) continue;
    // a query may be missing, or be there and empty, or say anything
    if (part.piece === 'query-mark' || part.piece === 'query') ends.push(...front);
    front = walk.part(front, part);
    if (purse.left < 0) return undefined;
  }
  const found = new Map<string, Combination>();
  for (const end of [...ends, ...front]) {
    const values = atoms.map((atom, index) => atom.automaton.accepts(end.ids[index] ?? 0) === atom.holds);
    const key = values.join();
    if (!found.has(key)) found.set(key, { values, end });
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

  part(front: Place[], part: Part): Place[] {
    if ('known' in part) return distinct(front.map((place) => this.over(place, part.known, part.piece)));
    return this.text(front, part.separator, part.piece);
  }

  /** One byte or more, as long as that leads to anything new. */
  private text(front: Place[], separator: number | undefined, piece: Piece): Place[] {
    const reached = new Map<string, Place>();
    const letters = this.classes.filter((byte) => byte !== separator).map((byte) => String.fromCharCode(byte));
    let open = front;
    while (open.length > 0 && this.purse.left >= 0) {
      const next: Place[] = [];
      for (const place of open) {
        for (const letter of letters) {
          const ahead = this.over(place, letter, piece);
          const key = ahead.ids.join();
          if (this.purse.left < 0 || reached.has(key)) continue;
          reached.set(key, ahead);
          next.push(ahead);
        }
      }
      open = next;
    }
    return [...reached.values()];
  }

  private over(before: Place, text: string, piece: Piece): Place {
    const ids = this.atoms.map(({ subject, automaton }, index) => {
      let id = before.ids[index] ?? 0;
      if (!subject.pieces.has(piece)) return id;
      this.purse.left -= text.length;
      for (let at = 0; at < text.length && !automaton.isDead(id); at += 1) {
        id = automaton.step(id, withLetters(text.charCodeAt(at), subject.letters));
      }
      return id;
    });
    return { ids, before, piece, text };
  }
}

function distinct(front: Place[]): Place[] {
  if (front.length < 2) return front;
  const found = new Map<string, Place>();
  for (const place of front) {
    const key = place.ids.join();
    if (!found.has(key)) found.set(key, place);
  }
  return [...found.values()];
}
