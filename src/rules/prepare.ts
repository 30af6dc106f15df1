import { byteClasses } from './byte-classes.ts';
import type { Expression } from './expression.ts';
import { compile, type Program } from './formula.ts';

export type Prepared = Program & { classes: number[] };

/** Once per expression, as one rule is asked about every endpoint. */
const programs = new WeakMap<Expression, Prepared>();

export function prepare(expression: Expression): Prepared {
  const known = programs.get(expression);
  if (known) return known;
  const program = compile(expression);
  const made = { ...program, classes: byteClasses(program.atoms) };
  programs.set(expression, made);
  return made;
}
