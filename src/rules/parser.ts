/** Text into an expression, by the grammar in grammar.peggy. */
import type { Expression } from './expression.ts';
import * as generated from './grammar.generated.ts';
import { RuleSyntaxError } from './syntax-error.ts';

type Expected = { type: 'literal'; text: string } | { type: 'other'; description: string };
type UnexpectedInput = { expected: Expected[]; location: { start: { offset: number } } };

/** The generated file knows no types. */
const grammar = generated as unknown as {
  parse: (text: string) => Expression;
  SyntaxError: new () => UnexpectedInput;
};

/** Throws RuleSyntaxError for whatever Cloudflare would reject as an expression. */
export function parse(expression: string): Expression {
  try {
    return grammar.parse(expression);
  } catch (error) {
    if (!(error instanceof grammar.SyntaxError)) throw error;
    const { expected, location } = error;
    throw new RuleSyntaxError(`expected ${oneOf(expected)}`, Math.min(location.start.offset, endOf(expression)));
  }
}

function oneOf(expected: readonly Expected[]): string {
  const names = expected.map((one) => (one.type === 'literal' ? JSON.stringify(one.text) : one.description));
  const distinct = [...new Set(names)];
  const last = distinct.pop();
  return distinct.length > 0 ? `${distinct.join(', ')} or ${last}` : `${last}`;
}

/** White space at the end is no part of the expression: what is missing is missing before it. */
function endOf(text: string): number {
  let end = text.length;
  while (end > 0 && /[^\S\uFEFF]|\x85/.test(text.charAt(end - 1))) end -= 1;
  return end;
}
