import { type Atom, atomOf, mayExplode } from './atom.ts';
import { MAX_WORK } from './automaton.ts';
import type { Expression } from './expression.ts';
import { keyOf } from './key-of.ts';

const MOST = 10_000;

/** What one rule asks of the request line the next one asks too: what its automaton has read is known then. */
const shared = new Map<string, Atom>();
const everShared = new WeakSet<Atom>();

/** Whether other expressions may have it too; else it lives and ends with its own. */
export const isShared = (atom: Atom): boolean => everShared.has(atom);

/**
 * Makes the atoms of comparisons that are read together. What may be spent on patterns is shared out evenly, so that
 * nothing depends on the order of the terms; for that they are not kept for others, who may spend more or less.
 */
export function atomsOf(together: readonly Expression[]): (part: Expression, key?: string) => Atom | undefined {
  const work = Math.floor(MAX_WORK / Math.max(1, together.filter(mayExplode).length));
  return (part, key) => (mayExplode(part) ? atomOf(part, work) : sharedAtom(part, key ?? keyOf(part)));
}

function sharedAtom(part: Expression, key: string): Atom | undefined {
  const known = shared.get(key);
  if (known) return known;
  const made = atomOf(part, 0);
  if (shared.size >= MOST) shared.clear();
  if (made) {
    shared.set(key, made);
    everShared.add(made);
  }
  return made;
}
