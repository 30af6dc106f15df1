/** Looks for truth values of the unknowns under which a formula is what it shall be. */
import { evaluate, type Formula, type Program } from './formula.ts';

/** Parts of formulas that are looked at before a question stays open. */
const BUDGET = 200_000;

const EITHER = [[false], [true]];

type Values = readonly (boolean | undefined)[];
export type Guesses = (boolean | undefined)[];

/** The values found; `none` when there are none; `open` when the search was too long or an atom itself is open. */
export function satisfy(program: Program, atoms: Values, wanted: boolean): Guesses | 'none' | 'open' {
  const { formula, unknowns, bound, size } = program;
  const isBound = new Set(bound.flatMap(({ members }) => members));
  // what stands once and is bound to nothing is free whatever the others are: only the rest has to be tried
  const twice = unknowns.flatMap(({ count }, index) => (count > 1 && !isBound.has(index) ? [index] : []));
  const tried = [...twice.map((index) => ({ members: [index], vectors: EITHER })), ...bound];
  const guesses: Guesses = [];
  let left = BUDGET;

  const search = (at: number): 'found' | 'none' | 'open' => {
    left -= size;
    if (left < 0) return 'open';
    const value = evaluate(formula, atoms, guesses);
    if (value !== undefined) return value === wanted ? 'found' : 'none';
    const next = tried[at];
    if (next === undefined) return settle(formula, wanted, atoms, guesses) ? 'found' : 'open';
    let outcome: 'none' | 'open' = 'none';
    for (const vector of next.vectors) {
      for (const [place, member] of next.members.entries()) guesses[member] = vector[place];
      const tail = search(at + 1);
      if (tail === 'found') return tail;
      if (tail === 'open') outcome = tail;
    }
    for (const member of next.members) guesses[member] = undefined;
    return outcome;
  };

  const outcome = search(0);
  return outcome === 'found' ? guesses : outcome;
}

/** Sets as few unknowns as it takes, each of which stands once; false when an atom would have to be set. */
function settle(formula: Formula, wanted: boolean, atoms: Values, guesses: Guesses): boolean {
  const value = evaluate(formula, atoms, guesses);
  if (value !== undefined) return value === wanted;
  switch (formula.kind) {
    case 'unknown':
      guesses[formula.index] = wanted;
      return true;
    case 'not':
      return settle(formula.term, !wanted, atoms, guesses);
    case 'and':
    case 'or': {
      const open = formula.terms.filter((term) => evaluate(term, atoms, guesses) === undefined);
      return wanted === (formula.kind === 'or')
        ? open.some((term) => settle(term, wanted, atoms, guesses))
        : open.every((term) => settle(term, wanted, atoms, guesses));
    }
    case 'xor': {
      const open = formula.terms.filter((term) => evaluate(term, atoms, guesses) === undefined);
      if (!open.slice(1).every((term) => settle(term, false, atoms, guesses))) return false;
      const [first] = open;
      const others = formula.terms.filter((term) => term !== first && evaluate(term, atoms, guesses) === true).length;
      return first !== undefined && settle(first, wanted !== (others % 2 === 1), atoms, guesses);
    }
    default:
      return false; // a constant is decided, and an atom is not ours to set
  }
}
