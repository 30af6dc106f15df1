import type { Expression, Operand } from './expression.ts';

/** Asked of one rule for every other one. */
const known = new WeakMap<Expression, readonly string[]>();

/** The names of all fields an expression reads, each once, in reading order. */
export function fieldsOf(expression: Expression): readonly string[] {
  let found = known.get(expression);
  if (!found) {
    found = read(expression);
    known.set(expression, found);
  }
  return found;
}

function read(expression: Expression): string[] {
  const names = new Set<string>();
  const ofOperand = (operand: Operand): void => {
    if (operand.kind === 'field') names.add(operand.name);
    else if (operand.kind === 'index') ofOperand(operand.of);
    else {
      for (const argument of operand.args) {
        if (argument.kind === 'operand') ofOperand(argument.operand);
        if (argument.kind === 'expression') walk(argument.expression);
      }
    }
  };
  const walk = (part: Expression): void => {
    if (part.kind === 'test' || part.kind === 'compare') ofOperand(part.operand);
    else if ('terms' in part) part.terms.forEach(walk);
    else walk(part.term);
  };
  walk(expression);
  return [...names];
}
