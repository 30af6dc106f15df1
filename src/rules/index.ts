import { byteClasses } from './byte-classes.ts';
import { combinations, fullPurse } from './combinations.ts';
import type { Expression } from './expression.ts';
import { compile, evaluate, type Program } from './formula.ts';
import { parse } from './parser.ts';
import type { Target } from './request-line.ts';

export type { Expression } from './expression.ts';
export { fieldsOf } from './fields-of.ts';
export { parse } from './parser.ts';
export { print } from './print.ts';
export { RuleSyntaxError } from './syntax-error.ts';

/** Unknown comparisons that stand twice in an expression and are tried both ways; each doubles the work. */
const MAX_TRIED = 6;

/** Compiled once per expression, as one rule is asked about every endpoint. */
const programs = new WeakMap<Expression, Program & { classes: number[] }>();

/**
 * Whether the expression holds for every request to an endpoint, for none, or for some. Host and method are fixed, every
 * variable of the path is one non-empty segment, the scheme is https; of all else nothing is known.
 */
export function verdict(expression: string | Expression, endpoint: Target): 'always' | 'maybe' | 'never' {
  try {
    return decide(programOf(typeof expression === 'string' ? parse(expression) : expression), endpoint);
  } catch {
    return 'maybe'; // what is not understood may hold, and may not
  }
}

function programOf(expression: Expression): Program & { classes: number[] } {
  const known = programs.get(expression);
  if (known) return known;
  const program = compile(expression);
  const made = { ...program, classes: byteClasses(program.atoms) };
  programs.set(expression, made);
  return made;
}

function decide(program: Program & { classes: number[] }, endpoint: Target): 'always' | 'maybe' | 'never' {
  const { formula, atoms, unknowns, classes } = program;
  const cases: (boolean | undefined)[][] = combinations(atoms, classes, endpoint, fullPurse()) ?? [
    oneByOne(program, endpoint),
  ];
  const tried = unknowns.flatMap((count, index) => (count > 1 ? [index] : [])).slice(0, MAX_TRIED);
  const seen = new Set<boolean>();
  for (const values of cases) {
    for (let bits = 0; bits < 2 ** tried.length; bits += 1) {
      const guesses: (boolean | undefined)[] = [];
      for (const [place, index] of tried.entries()) guesses[index] = (bits & (1 << place)) !== 0;
      const value = evaluate(formula, values, guesses);
      if (value === undefined) return 'maybe';
      seen.add(value);
      if (seen.size > 1) return 'maybe';
    }
  }
  return seen.has(true) ? 'always' : 'never';
}

/** What each atom is by itself, where taking them together would take too long. */
function oneByOne({ atoms, classes }: { atoms: Program['atoms']; classes: number[] }, endpoint: Target) {
  const purse = fullPurse();
  return atoms.map((atom) => {
    const values = purse.left < 0 ? undefined : combinations([atom], classes, endpoint, purse);
    return values?.length === 1 ? values[0]?.[0] : undefined;
  });
}
