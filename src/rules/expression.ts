/** The parsed form of an expression. Strings hold bytes: one character, 0 to 255, per byte. */
export type Expression =
  | { kind: 'and' | 'or' | 'xor'; terms: Expression[] }
  | { kind: 'not'; term: Expression }
  | { kind: 'any' | 'all'; term: Expression }
  | { kind: 'test'; operand: Operand }
  | { kind: 'compare'; operand: Operand; operator: Operator; value: Value };

export type Operand =
  | { kind: 'field'; name: string }
  | { kind: 'call'; name: string; args: Argument[] }
  | { kind: 'index'; of: Operand; key: Index };

export type Index = { each: true } | { at: number } | { key: string };

export type Argument =
  | { kind: 'literal'; value: Literal }
  | { kind: 'operand'; operand: Operand }
  | { kind: 'expression'; expression: Expression };

export type Operator =
  | 'eq'
  | 'ne'
  | 'lt'
  | 'le'
  | 'gt'
  | 'ge'
  | 'contains'
  | 'wildcard'
  | 'strict wildcard'
  | 'matches'
  | 'in'
  | 'bitwise_and';

export type Literal = string | bigint | Address;
export type Value = Literal | { set: Range[] } | { list: string };

/** One element of a set; a single value is a range from itself to itself. */
export type Range = { from: Literal; to: Literal };

export type Address = { family: 4 | 6; bits: bigint };
