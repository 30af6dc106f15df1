import type { Reader } from './reader.ts';

/** Lengths from one to the other, both included. */
export type Lengths = { from: number; to: number };

/** Counts bytes, and accepts a text whose length is in one of the ranges. Beyond the last bound all lengths are alike. */
export function lengthIn(ranges: readonly Lengths[]): Reader {
  const bounds = ranges.flatMap(({ from, to }) => [from, to]).filter(Number.isFinite);
  const most = Math.max(0, ...bounds) + 1;
  return {
    sets: [],
    start: 0,
    step: (at) => Math.min(at + 1, most),
    accepts: (at) => ranges.some(({ from, to }) => from <= at && at <= to),
  };
}
