/** Why an item stands where it stands, in a sentence, and whether the order would be another if the weights were. */
import type { Severity } from '../checks/check.ts';

/** The subject of an item that weighs most: its score is the product of the three. */
export interface Factors {
  exposure: number;
  sensitivity: number;
  severity: number;
  /** Null for what touches no endpoint that is known. */
  audience: string | null;
  kind: string | null;
}

export interface Placed {
  score: number;
  /** The sum over all it is about. */
  risk: number;
  endpoints: number;
  severity: Severity;
  factors: Factors;
}

export interface Position {
  because: string;
  /** A neighbour would be in its place if one weight were a fifth more or less. */
  isClose: boolean;
}

const FIFTH = 1.2;

/** Of a list in its order. */
export function positions(placed: readonly Placed[]): Position[] {
  return placed.map((item, index) => {
    const [above, below] = [placed[index - 1], placed[index + 1]];
    return {
      because: `${product(item)}${below ? `; ahead of the next ${lead(item, below)}` : ''}`,
      isClose: [above, below].some((other) => other !== undefined && couldSwap(item, other)),
    };
  });
}

/** One weight moved alone moves both the same way when they rest on the same ones. */
function couldSwap(a: Placed, b: Placed): boolean {
  const same =
    a.factors.exposure === b.factors.exposure &&
    a.factors.sensitivity === b.factors.sensitivity &&
    a.factors.severity === b.factors.severity;
  const [more, less] = a.score >= b.score ? [a.score, b.score] : [b.score, a.score];
  return !same && less > 0 && more <= less * FIFTH;
}

function product({ score, severity, factors }: Placed): string {
  const { exposure, sensitivity, audience, kind } = factors;
  const of = (word: string | null, unknown: string) => word ?? unknown;
  return `${score} = exposure ${exposure} (${of(audience, 'not known')}) × sensitivity ${sensitivity} (${of(kind, 'not known')}) × severity ${factors.severity} (${severity})`;
}

function lead(item: Placed, below: Placed): string {
  if (item.score > below.score) return `by its score of ${item.score} to ${below.score}`;
  if (item.risk > below.risk) return `by its sum over all endpoints, ${item.risk} to ${below.risk}`;
  if (item.endpoints > below.endpoints) return `by its ${item.endpoints} endpoints to ${below.endpoints}`;
  return 'by its name alone';
}

/** How much of all risk goes with the first few, 0 to 1; null where there is none. */
export function shareOfFirst(items: readonly { risk: number }[], first: number): number | null {
  const sum = (list: readonly { risk: number }[]) => list.reduce((total, { risk }) => total + risk, 0);
  const all = sum(items);
  return all > 0 ? sum(items.slice(0, first)) / all : null;
}
