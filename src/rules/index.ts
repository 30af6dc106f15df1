export type { ConcreteRequest } from './concrete-request.ts';
export type { Expression } from './expression.ts';
export { fieldsOf } from './fields-of.ts';
export { holds } from './holds.ts';
export { parse } from './parser.ts';
export { print } from './print.ts';
export { type Solution, solve } from './solve.ts';
export { RuleSyntaxError } from './syntax-error.ts';
export { verdict } from './verdict.ts';
