import type { Atom } from './atom.ts';
import { type ByteSet, byteSet } from './pattern.ts';
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

/** Both separators stand alone. Each set of bytes divides the classes there are, until none is left that some atom tells apart. */
export function alphabetOf(atoms: readonly Atom[]): Alphabet {
  const sets = new Map<Atom['subject']['letters'], Set<ByteSet>>();
  for (const { subject, automaton } of atoms) {
    const known = sets.get(subject.letters) ?? new Set();
    for (const set of automaton.sets) known.add(set);
    sets.set(subject.letters, known);
  }
  const classes = new Uint8Array(256);
  for (const separator of SEPARATORS) divide(classes, alone(separator), 'kept');
  for (const [letters, known] of sets) for (const set of known) divide(classes, set, letters);
  return numbered(classes);
}

const alone = (byte: number): ByteSet => byteSet((other) => other === byte);
const numbers = new Int16Array(512);

/** The same classes, and of each what is in the set apart from what is not. Done for each set of each rule: a plain loop. */
function divide(classes: Uint8Array, set: ByteSet, letters: Atom['subject']['letters']): void {
  numbers.fill(-1);
  let next = 0;
  for (let byte = 0; byte < 256; byte += 1) {
    const key = (classes[byte] ?? 0) * 2 + (set[letters === 'kept' ? byte : withLetters(byte, letters)] ?? 0);
    let number = numbers[key] ?? -1;
    if (number < 0) {
      number = next++;
      numbers[key] = number;
    }
    classes[byte] = number;
  }
}

function numbered(classes: Uint8Array): Alphabet {
  const examples: number[] = [];
  const numbers = new Map<number, number>();
  for (const byte of PREFERRED) {
    const old = classes[byte] ?? 0;
    if (!numbers.has(old)) numbers.set(old, examples.push(byte) - 1);
  }
  return { examples, classOf: classes.map((old) => numbers.get(old) ?? 0) };
}
