/** Where it is going: what several readings of one zone say together, and when what is critical is gone at this pace. */
import type { Bands, Figures, Row } from './figures.ts';

export interface Reading {
  takenAt: Date;
  figures: Figures;
}

/** Slack's chart takes no more. */
const POINTS = 20;

/** One reading a day, the last of it, and evenly spread over time when there are more than a chart takes; the newest stays. */
export function pointsOf(readings: readonly Reading[]): Reading[] {
  const byDay = new Map<string, Reading>();
  for (const reading of readings.toSorted((a, b) => a.takenAt.getTime() - b.takenAt.getTime()))
    byDay.set(reading.takenAt.toISOString().slice(0, 10), reading);
  const daily = [...byDay.values()];
  if (daily.length <= POINTS) return daily;
  const at = (index: number) => Math.round((index * (daily.length - 1)) / (POINTS - 1));
  return Array.from({ length: POINTS }, (_, index) => daily[at(index)]).filter((each) => each !== undefined);
}

export interface Growth {
  endpoints: number;
  fresh: number;
  /** Risk that came with endpoints that were not there before, and risk that moved among those that were. */
  riskyFresh: number;
  riskyKnown: number;
  unknown: number;
}

/** Between two readings that follow each other. */
export function growth(before: Figures, now: Figures): Growth {
  const { all } = now;
  return {
    endpoints: all.endpoints - before.all.endpoints,
    fresh: all.fresh,
    riskyFresh: all.freshRisky,
    riskyKnown: all.risky - all.freshRisky - before.all.risky,
    unknown: all.unknown - before.all.unknown,
  };
}

export type Forecast =
  | { kind: 'gone' }
  | { kind: 'no trend yet'; because: 'too few readings' | 'too short' | 'not falling' | 'too far' }
  | { kind: 'between'; earliest: Date; latest: Date };

const DAY_MS = 24 * 60 * 60_000;
const LEAST_READINGS = 4;
const LEAST_DAYS = 21;
const FARTHEST_DAYS = 2 * 365;
/** About nineteen in twenty, of Student's distribution with so many degrees of freedom; two from seven on is near enough. */
const T = [Number.POSITIVE_INFINITY, 12.7, 4.3, 3.18, 2.78, 2.57, 2.45];
const SURE_ENOUGH = 2.36;

/**
 * A straight line through the counts of critical items, and the slopes that fit them as well. It says a range only when
 * all of those fall: a line through noise is no trend.
 */
export function forecast(counts: readonly { at: Date; critical: number }[], now: Date): Forecast {
  const points = counts.toSorted((a, b) => a.at.getTime() - b.at.getTime());
  const last = points.at(-1);
  const first = points[0];
  if (!last || !first || points.length < LEAST_READINGS)
    return last?.critical === 0 ? { kind: 'gone' } : { kind: 'no trend yet', because: 'too few readings' };
  if (last.critical === 0) return { kind: 'gone' };
  const days = points.map(({ at }) => (at.getTime() - first.at.getTime()) / DAY_MS);
  if ((days.at(-1) ?? 0) < LEAST_DAYS) return { kind: 'no trend yet', because: 'too short' };

  const n = points.length;
  const meanX = days.reduce((sum, x) => sum + x, 0) / n;
  const meanY = points.reduce((sum, { critical }) => sum + critical, 0) / n;
  const spread = days.reduce((sum, x) => sum + (x - meanX) ** 2, 0);
  const slope =
    points.reduce((sum, { critical }, i) => sum + ((days[i] ?? 0) - meanX) * (critical - meanY), 0) / spread;
  const off = points.reduce(
    (sum, { critical }, i) => sum + (critical - meanY - slope * ((days[i] ?? 0) - meanX)) ** 2,
    0,
  );
  const doubt = (T[n - 2] ?? SURE_ENOUGH) * Math.sqrt(off / (n - 2) / spread);
  const [steepest, flattest] = [slope - doubt, slope + doubt];
  if (flattest >= 0) return { kind: 'no trend yet', because: 'not falling' };

  const from = Math.max(last.at.getTime(), now.getTime());
  const until = (perDay: number) => last.critical / -perDay;
  if (until(flattest) > FARTHEST_DAYS) return { kind: 'no trend yet', because: 'too far' };
  const day = (after: number) => new Date(Math.max(last.at.getTime() + after * DAY_MS, from));
  return { kind: 'between', earliest: day(until(steepest)), latest: day(until(flattest)) };
}

export interface Compared<T> {
  name: string;
  /** Undefined where there was none of it. */
  was: T | undefined;
  is: T | undefined;
}

/** The first reading beside the last, of each host or owner; most at risk now first. */
export function comparedBy(readings: readonly Reading[], by: 'hosts' | 'owners'): Compared<Row>[] {
  const all = compared(readings, (figures) => figures[by]);
  return all.sort((a, b) => (b.is?.risky ?? 0) - (a.is?.risky ?? 0) || (a.name < b.name ? -1 : 1));
}

/** The same of controls, of endpoints that each could stand before. */
export const comparedControls = (readings: readonly Reading[]): Compared<Bands>[] =>
  compared(readings, ({ controls }) => controls);

function compared<T>(readings: readonly Reading[], of: (figures: Figures) => Record<string, T>): Compared<T>[] {
  const [first, last] = [readings[0], readings.at(-1)];
  if (!first || !last || first === last) return [];
  const [was, is] = [of(first.figures), of(last.figures)];
  return [...new Set([...Object.keys(is), ...Object.keys(was)])].map((name) => ({
    name,
    was: was[name],
    is: is[name],
  }));
}
