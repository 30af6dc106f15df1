/** Why a text is not an expression, and where: the offset counts UTF-16 units from the start of the text. */
export class RuleSyntaxError extends Error {
  readonly offset: number;

  constructor(message: string, offset: number) {
    super(message);
    this.name = 'RuleSyntaxError';
    this.offset = offset;
  }
}

export function fail(message: string, offset: number): never {
  throw new RuleSyntaxError(message, offset);
}
