import type { Atom } from './atom.ts';
import { atomsOf } from './atoms.ts';
import type { Expression, Value } from './expression.ts';
import { keyOf } from './key-of.ts';
import { type OneValue, oneValueEach } from './one-value.ts';

/** An expression ready to be evaluated: what the request line decides, and what nothing decides, by number. */
export type Formula =
  | { kind: 'and' | 'or' | 'xor'; terms: Formula[] }
  | { kind: 'not'; term: Formula }
  | { kind: 'atom' | 'unknown'; index: number }
  | { kind: 'constant'; value: boolean };

export type Program = {
  formula: Formula;
  atoms: Atom[];
  /** What nothing decides, and how often it stands in the expression. */
  unknowns: { expression: Expression; count: number }[];
  /** Which of the unknowns are bound to each other, as they are about one value. */
  bound: OneValue[];
  /** How many parts the formula has. */
  size: number;
};

export function compile(expression: Expression): Program {
  const program: Program = { formula: { kind: 'constant', value: true }, atoms: [], unknowns: [], bound: [], size: 0 };
  const seen = new Map<string, Formula>();
  const make = atomsOf(leavesOf(expression));

  const leaf = (part: Expression): Formula => {
    if (part.kind === 'test' && part.operand.kind === 'field') {
      if (part.operand.name === 'true' || part.operand.name === 'ssl') return { kind: 'constant', value: true };
      if (part.operand.name === 'false') return { kind: 'constant', value: false };
    }
    if (part.kind === 'compare' && inEmptySet(part.value)) return { kind: 'constant', value: false };
    const key = keyOf(part);
    const known = seen.get(key);
    if (known) {
      const again = known.kind === 'unknown' ? program.unknowns[known.index] : undefined;
      if (again) again.count += 1;
      return known;
    }
    const atom = make(part, key);
    const made: Formula = atom
      ? { kind: 'atom', index: program.atoms.push(atom) - 1 }
      : { kind: 'unknown', index: program.unknowns.push({ expression: part, count: 1 }) - 1 };
    seen.set(key, made);
    return made;
  };

  const walk = (part: Expression): Formula => {
    program.size += 1;
    if (part.kind === 'not') return { kind: 'not', term: walk(part.term) };
    if (part.kind === 'and' || part.kind === 'or' || part.kind === 'xor') {
      return { kind: part.kind, terms: part.terms.map(walk) };
    }
    return leaf(part);
  };

  program.formula = walk(expression);
  program.bound = oneValueEach(program.unknowns.map((unknown) => unknown.expression));
  return program;
}

function leavesOf(part: Expression): Expression[] {
  if ('terms' in part) return part.terms.flatMap(leavesOf);
  return part.kind === 'not' ? leavesOf(part.term) : [part];
}

function inEmptySet(value: Value): boolean {
  return typeof value === 'object' && 'set' in value && value.set.length === 0;
}

/** True, false, or undefined when it could be either, as far as the values given decide it. */
export function evaluate(
  formula: Formula,
  atoms: readonly (boolean | undefined)[],
  unknowns: readonly (boolean | undefined)[],
): boolean | undefined {
  switch (formula.kind) {
    case 'constant':
      return formula.value;
    case 'atom':
      return atoms[formula.index];
    case 'unknown':
      return unknowns[formula.index];
    case 'not': {
      const value = evaluate(formula.term, atoms, unknowns);
      return value === undefined ? undefined : !value;
    }
    case 'and':
    case 'or': {
      const decisive = formula.kind === 'or';
      let open = false;
      for (const term of formula.terms) {
        const value = evaluate(term, atoms, unknowns);
        if (value === decisive) return decisive;
        if (value === undefined) open = true;
      }
      return open ? undefined : !decisive;
    }
    case 'xor': {
      let odd = false;
      for (const term of formula.terms) {
        const value = evaluate(term, atoms, unknowns);
        if (value === undefined) return undefined;
        odd = odd !== value;
      }
      return odd;
    }
  }
}
