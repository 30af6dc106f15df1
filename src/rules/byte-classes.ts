import type { Atom } from './atom.ts';
import type { ByteSet } from './pattern.ts';
import { withLetters } from './subject.ts';

const SEPARATORS = [0x2f, 0x2e];

/** One byte for each class of bytes that none of the atoms tells apart; both separators stand alone. */
export function byteClasses(atoms: readonly Atom[]): number[] {
  const sets = new Map<Atom['subject']['letters'], Set<ByteSet>>();
  for (const { subject, automaton } of atoms) {
    const known = sets.get(subject.letters) ?? new Set();
    for (const set of automaton.sets) known.add(set);
    sets.set(subject.letters, known);
  }
  const examples = new Map<string, number>();
  for (let byte = 0; byte < 256; byte += 1) {
    let key = SEPARATORS.includes(byte) ? `${byte} ` : '';
    for (const [letters, known] of sets) {
      const changed = withLetters(byte, letters);
      for (const set of known) key += set[changed];
    }
    if (!examples.has(key)) examples.set(key, byte);
  }
  return [...examples.values()];
}
