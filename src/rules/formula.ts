import { type Atom, atomOf } from './atom.ts';
import type { Expression, Value } from './expression.ts';

/** An expression ready to be evaluated: what the request line decides, and what nothing decides, by number. */
export type Formula =
  | { kind: 'and' | 'or' | 'xor'; terms: Formula[] }
  | { kind: 'not'; term: Formula }
  | { kind: 'atom' | 'unknown'; index: number }
  | { kind: 'constant'; value: boolean };

export type Program = {
  formula: Formula;
  atoms: Atom[];
  /** How often each unknown stands in the expression: those that stand twice are worth to be tried both ways. */
  unknowns: number[];
};

export function compile(expression: Expression): Program {
  const program: Program = { formula: { kind: 'constant', value: true }, atoms: [], unknowns: [] };
  const seen = new Map<string, Formula>();

  const leaf = (part: Expression): Formula => {
    if (part.kind === 'test' && part.operand.kind === 'field') {
      if (part.operand.name === 'true' || part.operand.name === 'ssl') return { kind: 'constant', value: true };
      if (part.operand.name === 'false') return { kind: 'constant', value: false };
    }
    if (part.kind === 'compare' && inEmptySet(part.value)) return { kind: 'constant', value: false };
    const key = JSON.stringify(part, (_, value) => (typeof value === 'bigint' ? { integer: `${value}` } : value));
    const known = seen.get(key);
    if (known) {
      if (known.kind === 'unknown') program.unknowns[known.index] = (program.unknowns[known.index] ?? 0) + 1;
      return known;
    }
    const atom = atomOf(part);
    const made: Formula = atom
      ? { kind: 'atom', index: program.atoms.push(atom) - 1 }
      : { kind: 'unknown', index: program.unknowns.push(1) - 1 };
    seen.set(key, made);
    return made;
  };

  const walk = (part: Expression): Formula => {
    if (part.kind === 'not') return { kind: 'not', term: walk(part.term) };
    if (part.kind === 'and' || part.kind === 'or' || part.kind === 'xor') {
      return { kind: part.kind, terms: part.terms.map(walk) };
    }
    return leaf(part);
  };

  program.formula = walk(expression);
  return program;
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
