/** Which templates of one host and method stand for the same paths, and which of them takes a request. Pure. */
import type { Endpoint } from './endpoint.ts';

type Template = Pick<Endpoint, 'key' | 'method' | 'host' | 'path' | 'sources'>;

/**
 * `within`: the wider template stands for every path of the narrower one, which takes those requests away from it.
 * `crossing`: they share some paths only. The one with fewer variables takes those; `wins` is null where both have as
 * many, because Cloudflare says "the more specific one" and no more.
 */
export type Overlap = { how: 'within' | 'crossing'; templates: readonly [string, string]; wins: string | null };

/** `isWhole` is false when there are more than were counted; the examples begin with the widest templates. */
export type Overlaps = { within: number; crossing: number; isWhole: boolean; examples: Overlap[] };

type Node = { fixed: Map<string, Node>; variable?: Node; key?: string };
/** Two prefixes that some path begins with; `wider` tells on which sides a variable met a fixed segment. */
type Pair = { a: Node; b: Node; aWider: number; bWider: number; variablesOfA: number; variablesOfB: number };
type Found = Overlap & { rank: number };

const MOST_STEPS = 200_000; // a few hundred milliseconds; ten thousand endpoints as services have them need a tenth

/** Saved and documented templates only: what discovery saw beside them is told as shadow endpoints. */
export function overlaps(endpoints: readonly Template[], limit = 10, mostSteps = MOST_STEPS): Overlaps {
  const told: Overlaps = { within: 0, crossing: 0, isWhole: true, examples: [] };
  const best: Found[] = [];
  let steps = 0;
  for (const root of tries(endpoints)) {
    const waiting: Pair[] = [{ a: root, b: root, aWider: 0, bWider: 0, variablesOfA: 0, variablesOfB: 0 }];
    for (let pair = waiting.pop(); pair !== undefined; pair = waiting.pop()) {
      steps += 1;
      if (steps > mostSteps) return { ...told, isWhole: false, examples: best.map(withoutRank) };
      const found = overlapOf(pair);
      if (found) {
        told[found.how] += 1;
        keep(best, found, limit);
      }
      for (const next of onwards(pair)) waiting.push(next);
    }
  }
  return { ...told, examples: best.map(withoutRank) };
}

/** One trie for each method, host and number of segments: templates of two of them share no path. */
function tries(endpoints: readonly Template[]): Iterable<Node> {
  const roots = new Map<string, Node>();
  for (const { key, method, host, path, sources } of endpoints) {
    if (!sources.includes('saved') && !sources.includes('documented')) continue;
    const segments = path.split('/');
    const group = `${method} ${host} ${segments.length}`;
    let node: Node = roots.get(group) ?? { fixed: new Map() };
    roots.set(group, node);
    for (const segment of segments) node = childOf(node, segment);
    node.key = key;
  }
  return roots.values();
}

function childOf(node: Node, segment: string): Node {
  if (segment.startsWith('{') && segment.endsWith('}')) {
    node.variable ??= { fixed: new Map() };
    return node.variable;
  }
  const known = node.fixed.get(segment);
  if (known) return known;
  const fresh: Node = { fixed: new Map() };
  node.fixed.set(segment, fresh);
  return fresh;
}

/** Pairs of prefixes one segment longer, each pair once. Only what is there on both sides is looked at. */
function onwards({ a, b, aWider, bWider, variablesOfA, variablesOfB }: Pair): Pair[] {
  const pairs: Pair[] = [];
  const counts = { aWider, bWider, variablesOfA, variablesOfB };
  for (const segment of (a.fixed.size <= b.fixed.size ? a : b).fixed.keys()) {
    const [inA, inB] = [a.fixed.get(segment), b.fixed.get(segment)];
    if (inA && inB) pairs.push({ ...counts, a: inA, b: inB });
  }
  const both = { variablesOfA: variablesOfA + 1, variablesOfB: variablesOfB + 1 };
  if (a.variable && b.variable) pairs.push({ ...counts, ...both, a: a.variable, b: b.variable });
  if (a.variable) {
    for (const [segment, inB] of b.fixed) {
      if (segment === '') continue; // a variable is never empty, as the segment after a last slash is
      pairs.push({ ...counts, a: a.variable, b: inB, aWider: aWider + 1, variablesOfA: variablesOfA + 1 });
    }
  }
  if (b.variable && a !== b) {
    for (const [segment, inA] of a.fixed) {
      if (segment === '') continue;
      pairs.push({ ...counts, a: inA, b: b.variable, bWider: bWider + 1, variablesOfB: variablesOfB + 1 });
    }
  }
  return pairs;
}

function overlapOf({ a, b, aWider, bWider, variablesOfA, variablesOfB }: Pair): Found | undefined {
  if (a === b || a.key === undefined || b.key === undefined) return undefined;
  const [wider, narrower] = variablesOfA >= variablesOfB ? [a.key, b.key] : [b.key, a.key];
  const rank = aWider + bWider;
  if (aWider === 0 || bWider === 0) return { how: 'within', templates: [wider, narrower], wins: narrower, rank };
  if (variablesOfA !== variablesOfB) return { how: 'crossing', templates: [wider, narrower], wins: narrower, rank };
  return { how: 'crossing', templates: a.key < b.key ? [a.key, b.key] : [b.key, a.key], wins: null, rank };
}

/** One item beside `/orders/{var1}` is everywhere; pairs that differ in more segments come first. */
function keep(best: Found[], found: Found, limit: number): void {
  const last = best.at(-1);
  if (best.length >= limit && last && !comesBefore(found, last)) return;
  const at = best.findIndex((other) => comesBefore(found, other));
  best.splice(at < 0 ? best.length : at, 0, found);
  if (best.length > limit) best.pop();
}

function comesBefore(x: Found, y: Found): boolean {
  if (x.rank !== y.rank) return x.rank > y.rank;
  const [a, b] =
    x.templates[0] === y.templates[0] ? [x.templates[1], y.templates[1]] : [x.templates[0], y.templates[0]];
  return a < b;
}

const withoutRank = ({ how, templates, wins }: Found): Overlap => ({ how, templates, wins });
