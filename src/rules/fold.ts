import type { Formula, Program } from './formula.ts';
import { among } from './one-value.ts';

/** A program of which some atoms are decided: what is left. */
export function fold(program: Program, decided: readonly (boolean | undefined)[]): Program {
  const kept: number[] = [];
  const atoms = new Map<number, number>();
  const unknowns = new Map<number, number>();
  const left: Program = { formula: program.formula, atoms: [], unknowns: [], bound: [], size: 0 };

  /** With the numbers of the new program. */
  const numbered = (formula: Formula): Formula => {
    left.size += 1;
    switch (formula.kind) {
      case 'constant':
        return formula;
      case 'atom': {
        const index = atoms.get(formula.index) ?? kept.push(formula.index) - 1;
        atoms.set(formula.index, index);
        return { kind: 'atom', index };
      }
      case 'unknown': {
        const index = unknowns.get(formula.index) ?? left.unknowns.push(once(program, formula.index)) - 1;
        const unknown = left.unknowns[index];
        if (unknown && unknowns.has(formula.index)) unknown.count += 1;
        unknowns.set(formula.index, index);
        return { kind: 'unknown', index };
      }
      case 'not':
        return { kind: 'not', term: numbered(formula.term) };
      default:
        return { kind: formula.kind, terms: formula.terms.map(numbered) };
    }
  };

  left.formula = numbered(simplified(program.formula, decided));
  left.atoms = kept.flatMap((index) => program.atoms[index] ?? []);
  left.bound = program.bound.flatMap((group) => among(group, unknowns));
  return left;
}

function once(program: Program, index: number): Program['unknowns'][number] {
  const unknown = program.unknowns[index];
  if (!unknown) throw new RangeError('no such unknown');
  return { expression: unknown.expression, count: 1 };
}

const constant = (value: boolean): Formula => ({ kind: 'constant', value });

function simplified(formula: Formula, decided: readonly (boolean | undefined)[]): Formula {
  switch (formula.kind) {
    case 'atom': {
      const value = decided[formula.index];
      return value === undefined ? formula : constant(value);
    }
    case 'not': {
      const term = simplified(formula.term, decided);
      return term.kind === 'constant' ? constant(!term.value) : { kind: 'not', term };
    }
    case 'and':
    case 'or': {
      const decisive = formula.kind === 'or';
      const open: Formula[] = [];
      for (const each of formula.terms) {
        const term = simplified(each, decided);
        if (term.kind !== 'constant') open.push(term);
        else if (term.value === decisive) return term;
      }
      const [only] = open;
      if (only === undefined) return constant(!decisive);
      return open.length === 1 ? only : { kind: formula.kind, terms: open };
    }
    case 'xor': {
      let odd = false;
      const open: Formula[] = [];
      for (const each of formula.terms) {
        const term = simplified(each, decided);
        if (term.kind !== 'constant') open.push(term);
        else odd = odd !== term.value;
      }
      const [only] = open;
      if (only === undefined) return constant(odd);
      const rest: Formula = open.length === 1 ? only : { kind: 'xor', terms: open };
      return odd ? { kind: 'not', term: rest } : rest;
    }
    default:
      return formula;
  }
}
