import type { Automaton } from './automaton.ts';

/** What an atom reads its text with, byte by byte. */
export type Reader = Pick<Automaton, 'start' | 'sets' | 'step' | 'accepts'>;
/** Makes a reader of a text out of one of another text, which is derived from it. */
export type Derivation = (inner: Reader) => Reader;

const DOT = 0x2e;
const SLASH = 0x2f;

/** Of a text: what is read with these bytes before and after it. */
export function between(before: readonly number[], after: readonly number[]): Derivation {
  return (inner) => ({
    sets: inner.sets,
    start: before.reduce((at, byte) => inner.step(at, byte), inner.start),
    step: (at, byte) => inner.step(at, byte),
    accepts: (at) => inner.accepts(after.reduce((last, byte) => inner.step(last, byte), at)),
  });
}

/** Of a path: what follows the last dot of its last segment, a dot at the begin of the segment not counted. */
export const extension: Derivation = (inner) => {
  const [segment, name, first] = [0, 1, 2]; // at the begin of a segment, in it, and as many as the inner reader has
  return {
    sets: inner.sets,
    start: segment,
    step: (at, byte) => {
      if (byte === SLASH) return segment;
      if (at === segment) return name;
      if (byte === DOT) return first + inner.start;
      return at === name ? name : first + inner.step(at - first, byte);
    },
    accepts: (at) => inner.accepts(at < first ? inner.start : at - first),
  };
};
