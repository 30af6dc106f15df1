import type { Atom } from './atom.ts';
import type { ByteSet } from './pattern.ts';
import { withLetters } from './subject.ts';

/** Bytes by class: those of one class are told apart by no atom. */
export type Alphabet = {
  /** One byte of each class, those first that read well in an address. */
  examples: readonly number[];
  /** The place among the examples of what stands for a byte. */
  classOf: Uint8Array;
};

const SEPARATORS = [0x2f, 0x2e];

const READABLE = [/1/, /x/, /[a-z]/, /[0-9]/, /[A-Z]/, /[_~-]/, /[!$&'()*+,;=:@.]/, /[/?]/, /[!-~]/];

/** All bytes, those first that read well in an address, and last those that no address holds as they are. */
const PREFERRED = Array.from({ length: 256 }, (_, byte) => byte).sort((a, b) => rank(a) - rank(b) || a - b);

function rank(byte: number): number {
  const place = READABLE.findIndex((kind) => kind.test(String.fromCharCode(byte)));
  return place < 0 ? READABLE.length : place;
}

/** Both separators stand alone. */
export function alphabetOf(atoms: readonly Atom[]): Alphabet {
  const sets = new Map<Atom['subject']['letters'], Set<ByteSet>>();
  for (const { subject, automaton } of atoms) {
    const known = sets.get(subject.letters) ?? new Set();
    for (const set of automaton.sets) known.add(set);
    sets.set(subject.letters, known);
  }
  const classes = new Map<string, number>();
  const examples: number[] = [];
  const classOf = new Uint8Array(256);
  for (const byte of PREFERRED) {
    let key = SEPARATORS.includes(byte) ? `${byte} ` : '';
    for (const [letters, known] of sets) {
      const changed = withLetters(byte, letters);
      for (const set of known) key += set[changed];
    }
    const known = classes.get(key) ?? examples.push(byte) - 1;
    classes.set(key, known);
    classOf[byte] = known;
  }
  return { examples, classOf };
}
