import type { Atom } from './atom.ts';
import type { Alphabet } from './byte-classes.ts';
import { type Part, requestLine, type Target } from './request-line.ts';
import { PIECES, type Piece, withLetters } from './subject.ts';

/** Steps of automata after which a question stays open. Taken for the first time, they cost a microsecond or two each. */
const BUDGET = 20_000;
/** Steps are kept for the next endpoint, but not without end: when all products keep so many numbers, they begin anew. */
const MOST_KEPT = 8_000_000;
const memory = { kept: 0, generation: 0 };
/** Changes when all that is kept begins anew. */
export const generation = (): number => memory.generation;

const BEFORE_THE_PATH: ReadonlySet<Piece> = new Set(['method', 'scheme', 'host']);

/** What may still be spent on one question; several may share it. */
export type Purse = { left: number };
export const fullPurse = (): Purse => ({ left: BUDGET });

/** What the atoms are of one request. */
export type Outcome = {
  /** The same for the same values, as long as the product lives. */
  id: number;
  values: readonly boolean[];
};
/** The same, and where its request line ends. */
export type Combination = Outcome & { end: Place };

/** Where all atoms stand after some text, and which text that was, from the last stretch back to the first. */
export type Place = { at: number; before?: Place; piece?: Piece; text?: string };

type Known = Part & { known: string };
type Unknown = Part & { separator: number | undefined };
type Stretch = { at: number; text: string };

/**
 * Several atoms read one and the same request line together. Where all of them stand is one number, and every step from
 * there is kept: for the next endpoint the known text of its path costs a look-up a byte.
 */
export class Product {
  private readonly atoms: readonly Atom[];
  private readonly alphabet: Alphabet;
  /** Which atoms read a piece of the request line. */
  private readonly moving: Record<Piece, readonly number[]>;
  private readonly places = new Map<string, number>();
  private readonly standing: (readonly number[])[] = [];
  private steps = forEachPiece<Int32Array[]>(() => []);
  private reached = forEachPiece(() => new Map<number, { stretches: Stretch[]; cost: number }>());
  private first: Place | undefined;
  private readonly settled: (boolean | undefined)[] = [];
  private readonly distinctOutcomes = new Map<string, { id: number; values: boolean[] }>();
  private readonly outcomeAt: { id: number; values: boolean[] }[] = [];
  private generation = memory.generation;

  constructor(atoms: readonly Atom[], alphabet: Alphabet) {
    this.atoms = atoms;
    this.alphabet = alphabet;
    this.moving = forEachPiece((piece) =>
      atoms.flatMap(({ subject }, index) => (subject.pieces.has(piece) ? [index] : [])),
    );
  }

  /**
   * Every combination of truth values that the atoms take together over all requests to the target, or undefined when
   * finding out would take too long. With `beforeThePath` as far as method and host decide it, whatever follows; undefined
   * where they do not.
   */
  outcomes(target: Target, purse: Purse, { beforeThePath = false } = {}): Outcome[] | undefined {
    this.forgetInTime();
    let front = [this.start().at];
    const ends: number[] = [];
    for (const part of requestLine(target)) {
      const moving = this.moving[part.piece].length;
      if (moving === 0) continue;
      if (front.every((at) => this.isSettled(at))) break;
      if (beforeThePath && !BEFORE_THE_PATH.has(part.piece)) return undefined;
      if (mayEndBefore(part)) ends.push(...front);
      front = 'known' in part ? this.acrossAll(front, part, moving, purse) : this.beyond(front, part, purse);
      if (purse.left < 0) return undefined;
    }
    const [only] = front;
    if (only !== undefined && front.length === 1 && ends.length === 0) return [this.outcome(only)];
    return distinctOf([...ends, ...front].map((at) => this.outcome(at)));
  }

  /**
   * The same, each with a short request that is spelled to its end. Without `unknownText` only over those requests that
   * have none.
   */
  combinations(target: Target, purse: Purse, { unknownText = true } = {}): Combination[] | undefined {
    this.forgetInTime();
    let front = [this.start()];
    const ends: Place[] = [];
    for (const part of requestLine(target)) {
      const moving = this.moving[part.piece].length;
      if (moving === 0) continue;
      if (mayEndBefore(part)) ends.push(...front);
      if ('known' in part) front = this.over(front, part, moving, purse);
      else front = unknownText ? this.past(front, part, purse) : [];
      if (purse.left < 0) return undefined;
    }
    return distinctOf([...ends, ...front].map((end) => ({ ...this.outcome(end.at), end })));
  }

  private start(): Place {
    this.first ??= { at: this.place(this.atoms.map((atom) => atom.automaton.start)) };
    return this.first;
  }

  /** Whether no text leads anywhere else from here. Asked atom by atom: mostly the first one says no, without a step of all. */
  private isSettled(at: number): boolean {
    const known = this.settled[at];
    if (known !== undefined) return known;
    const ids = this.standing[at] ?? [];
    const settled = this.atoms.every(({ subject, automaton }, index) => {
      const id = ids[index] ?? 0;
      return this.alphabet.examples.every((byte) => automaton.step(id, withLetters(byte, subject.letters)) === id);
    });
    this.settled[at] = settled;
    return settled;
  }

  /** Where known text leads. */
  private across(from: number, { known, piece }: Known, moving: number, purse: Purse): number {
    purse.left -= known.length * moving;
    let at = from;
    for (let index = 0; index < known.length; index += 1) {
      at = this.step(at, piece, this.alphabet.classOf[known.charCodeAt(index)] ?? 0);
    }
    return at;
  }

  private acrossAll(front: number[], part: Known, moving: number, purse: Purse): number[] {
    for (let index = 0; index < front.length; index += 1) {
      front[index] = this.across(front[index] ?? 0, part, moving, purse);
    }
    return front.length < 2 ? front : [...new Set(front)];
  }

  /** Where unknown text may lead. */
  private beyond(front: readonly number[], { piece, separator }: Unknown, purse: Purse): number[] {
    const ahead = new Set<number>();
    for (const from of front) {
      if (purse.left < 0) break;
      for (const { at } of this.reach(from, piece, separator, purse)) ahead.add(at);
    }
    return [...ahead];
  }

  private over(front: Place[], part: Known, moving: number, purse: Purse): Place[] {
    const { piece, known: text } = part;
    return distinct(front.map((before) => ({ at: this.across(before.at, part, moving, purse), before, piece, text })));
  }

  private past(front: Place[], { piece, separator }: Unknown, purse: Purse): Place[] {
    return distinct(
      front.flatMap((before) =>
        purse.left < 0
          ? []
          : this.reach(before.at, piece, separator, purse).map(({ at, text }) => ({ at, before, piece, text })),
      ),
    );
  }

  /** Where one byte or more may lead, each place with the shortest text; the purse pays as if for the first time. */
  private reach(from: number, piece: Piece, separator: number | undefined, purse: Purse): Stretch[] {
    const reached = this.reached[piece];
    const kept = reached.get(from); // a piece always has the same separator
    if (kept) {
      purse.left -= kept.cost;
      return kept.stretches;
    }
    const begin = purse.left;
    const moving = this.moving[piece].length;
    const letters = this.alphabet.examples.flatMap((byte, index) => (byte === separator ? [] : [index]));
    const found = new Map<number, Stretch>();
    let open: Stretch[] = [{ at: from, text: '' }];
    while (open.length > 0 && purse.left >= 0) {
      const next: Stretch[] = [];
      for (const { at, text } of open) {
        for (const letter of letters) {
          purse.left -= moving;
          if (purse.left < 0) return [];
          const ahead = this.step(at, piece, letter);
          if (found.has(ahead)) continue;
          const stretch = { at: ahead, text: text + String.fromCharCode(this.alphabet.examples[letter] ?? 0) };
          found.set(ahead, stretch);
          next.push(stretch);
        }
      }
      open = next;
    }
    const stretches = [...found.values()];
    reached.set(from, { stretches, cost: begin - purse.left });
    return stretches;
  }

  private step(at: number, piece: Piece, letter: number): number {
    const rows = this.steps[piece];
    let row = rows[at];
    if (!row) {
      row = new Int32Array(this.alphabet.examples.length).fill(-1);
      rows[at] = row;
      memory.kept += row.length;
    }
    const known = row[letter] ?? -1;
    if (known >= 0) return known;
    const byte = this.alphabet.examples[letter] ?? 0;
    const ids = [...(this.standing[at] ?? [])];
    for (const index of this.moving[piece]) {
      const atom = this.atoms[index];
      if (atom) ids[index] = atom.automaton.step(ids[index] ?? 0, withLetters(byte, atom.subject.letters));
    }
    const ahead = this.place(ids);
    row[letter] = ahead;
    return ahead;
  }

  private place(ids: readonly number[]): number {
    const key = ids.join();
    const known = this.places.get(key);
    if (known !== undefined) return known;
    const at = this.standing.push(ids) - 1;
    this.places.set(key, at);
    memory.kept += ids.length;
    return at;
  }

  private outcome(at: number): { id: number; values: boolean[] } {
    const known = this.outcomeAt[at];
    if (known) return known;
    const ids = this.standing[at] ?? [];
    const values = this.atoms.map((atom, index) => atom.automaton.accepts(ids[index] ?? 0) === atom.holds);
    const key = values.join();
    const outcome = this.distinctOutcomes.get(key) ?? { id: this.distinctOutcomes.size, values };
    this.distinctOutcomes.set(key, outcome);
    this.outcomeAt[at] = outcome;
    return outcome;
  }

  private forgetInTime(): void {
    if (memory.kept > MOST_KEPT) {
      memory.kept = 0;
      memory.generation += 1;
    }
    if (this.generation === memory.generation) return;
    this.generation = memory.generation;
    this.places.clear();
    this.standing.length = 0;
    this.steps = forEachPiece<Int32Array[]>(() => []);
    this.reached = forEachPiece(() => new Map<number, { stretches: Stretch[]; cost: number }>());
    this.first = undefined;
    this.outcomeAt.length = 0;
    this.settled.length = 0;
  }
}

function forEachPiece<T>(make: (piece: Piece) => T): Record<Piece, T> {
  return Object.fromEntries(PIECES.map((piece) => [piece, make(piece)])) as Record<Piece, T>;
}

/** A query may be missing, or be there and empty, or say anything. */
const mayEndBefore = ({ piece }: Part): boolean => piece === 'query-mark' || piece === 'query';

function distinctOf<T extends Outcome>(outcomes: readonly T[]): T[] {
  const found: T[] = [];
  for (const outcome of outcomes) if (!found.some(({ id }) => id === outcome.id)) found.push(outcome);
  return found;
}

function distinct(front: Place[]): Place[] {
  if (front.length < 2) return front;
  const seen = new Set<number>();
  return front.filter(({ at }) => !seen.has(at) && seen.add(at));
}
