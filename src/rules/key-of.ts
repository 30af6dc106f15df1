import type { Expression, Operand } from './expression.ts';

/** The same for what is written the same. */
export const keyOf = (part: Expression | Operand): string =>
  JSON.stringify(part, (_, value) => (typeof value === 'bigint' ? { integer: `${value}` } : value));
