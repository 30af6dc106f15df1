import type { Atom } from './atom.ts';
import type { ByteSet } from './pattern.ts';
import { withLetters } from './subject.ts';

const SEPARATORS = [0x2f, 0x2e];

const READABLE = [/1/, /x/, /[a-z]/, /[0-9]/, /[A-Z]/, /[_~-]/, /[!$&'()*+,;=:@.]/, /[/?]/, /[!-~]/];

/** All bytes, those first that read well in an address, and last those that no address holds as they are. */
const PREFERRED = Array.from({ length: 256 }, (_, byte) => byte).sort((a, b) => rank(a) - rank(b) || a - b);

function rank(byte: number): number {
  const place = READABLE.findIndex((kind) => kind.test(String.fromCharCode(byte)));
  return place < 0 ? READABLE.length : place;
}

/** One byte for each class of bytes that none of the atoms tells apart, the one that reads best; both separators stand alone. */
export function byteClasses(atoms: readonly Atom[]): number[] {
  const sets = new Map<Atom['subject']['letters'], Set<ByteSet>>();
  for (const { subject, automaton } of atoms) {
    const known = sets.get(subject.letters) ?? new Set();
    for (const set of automaton.sets) known.add(set);
    sets.set(subject.letters, known);
  }
  const examples = new Map<string, number>();
  for (const byte of PREFERRED) {
    let key = SEPARATORS.includes(byte) ? `${byte} ` : '';
    for (const [letters, known] of sets) {
      const changed = withLetters(byte, letters);
      for (const set of known) key += set[changed];
    }
    if (!examples.has(key)) examples.set(key, byte);
  }
  return [...examples.values()];
}
