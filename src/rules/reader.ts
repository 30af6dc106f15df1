import type { Automaton } from './automaton.ts';
import { type ByteSet, byteSet } from './pattern.ts';

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

const PERCENT = 0x25;
const PLUS = 0x2b;
const BLANK = 0x20;
const HEX = [...'0123456789abcdefABCDEF'].map((char) => char.charCodeAt(0));
const TOLD_APART: readonly ByteSet[] = [PERCENT, PLUS, ...HEX].map((one) => byteSet((byte) => byte === one));
const digit = (byte: number): number => Number.parseInt(String.fromCharCode(byte), 16);

/** What is held back: nothing, a percent sign, or one and the digit after it. */
const [NONE, SIGN, FIRST_DIGIT] = [0, 1, 2];
const HELD = FIRST_DIGIT + HEX.length;

/** Of a text: with every `%XX` as the byte it stands for, and blanks for plus signs. What is no such thing stays. */
export const percentDecoded: Derivation = (inner) => {
  const place = (at: number, held: number) => at * HELD + held;
  const fresh = (at: number, byte: number): number => {
    if (byte === PERCENT) return place(at, SIGN);
    return place(inner.step(at, byte === PLUS ? BLANK : byte), NONE);
  };
  const released = (at: number, held: number): number => {
    if (held === NONE) return at;
    const sign = inner.step(at, PERCENT);
    return held === SIGN ? sign : inner.step(sign, HEX[held - FIRST_DIGIT] ?? 0);
  };
  return {
    sets: [...inner.sets, ...TOLD_APART],
    start: place(inner.start, NONE),
    step: (state, byte) => {
      const held = state % HELD;
      const at = (state - held) / HELD;
      const hex = HEX.indexOf(byte);
      if (held === NONE || hex < 0) return fresh(released(at, held), byte);
      if (held === SIGN) return place(at, FIRST_DIGIT + hex);
      return place(inner.step(at, digit(HEX[held - FIRST_DIGIT] ?? 0) * 16 + digit(byte)), NONE);
    },
    accepts: (state) => {
      const held = state % HELD;
      return inner.accepts(released((state - held) / HELD, held));
    },
  };
};
