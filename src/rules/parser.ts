import { parseComparand, takeOperator } from './comparand.ts';
import { Cursor } from './cursor.ts';
import type { Argument, Expression, Index, Operand, Operator } from './expression.ts';
import { fieldType } from './fields.ts';
import { accepts, type Parameter, type Signature, signatureOf } from './functions.ts';
import { parseInteger, parseIp, parseQuoted, parseString, startsBytes, startsString } from './literals.ts';
import { arrayOf, sameType, type Type, typeName } from './types.ts';

const MAX_DEPTH = 128;

/** From the loosest to the tightest. */
const COMBINERS = [
  { kind: 'or', spellings: ['or', '||'] },
  { kind: 'xor', spellings: ['xor', '^^'] },
  { kind: 'and', spellings: ['and', '&&'] },
] as const;

/** An expression and what it is: one truth value, or a list of them, which only any() and all() can take. */
type Typed = { node: Expression; type: 'Boolean' | 'Booleans' };

/** `each` tells that `[*]` spreads it: it stands for a list of values of its type. */
type TypedOperand = { node: Operand; type: Type; each: boolean };

type TypedArgument = { node: Argument; type: Type; each: boolean };

/** Throws RuleSyntaxError for whatever Cloudflare would reject as an expression. */
export function parse(expression: string): Expression {
  const parser = new Parser(expression);
  return parser.whole();
}

class Parser {
  private readonly cursor: Cursor;
  private depth = 0;

  constructor(text: string) {
    this.cursor = new Cursor(text);
  }

  whole(): Expression {
    const { cursor } = this;
    const from = cursor.at;
    if (cursor.done) cursor.fail('the expression is empty');
    const { node, type } = this.combined(0);
    cursor.skipBlanks();
    if (!cursor.done) cursor.fail('unrecognised input');
    if (type !== 'Boolean') cursor.fail('a list of truth values needs any() or all()', from);
    return node;
  }

  private combined(level: number): Typed {
    const combiner = COMBINERS[level];
    if (!combiner) return this.simple();
    const first = this.combined(level + 1);
    const terms = [first.node];
    for (;;) {
      const { cursor } = this;
      const back = cursor.at;
      cursor.skipBlanks();
      const at = cursor.at;
      if (!combiner.spellings.some((spelling) => cursor.take(spelling))) {
        cursor.at = back;
        return terms.length === 1 ? first : { node: { kind: combiner.kind, terms }, type: first.type };
      }
      cursor.skipBlanks();
      const next = this.combined(level + 1);
      if (next.type !== first.type) cursor.fail('a truth value and a list of truth values do not combine', at);
      terms.push(next.node);
    }
  }

  private simple(): Typed {
    return this.nested(() => {
      const { cursor } = this;
      if (cursor.take('(')) return this.closing(() => this.combined(0));
      if (cursor.take('not') || cursor.take('!')) {
        cursor.skipBlanks();
        const { node, type } = this.simple();
        return { node: { kind: 'not', term: node }, type };
      }
      const quantifier = this.quantifier();
      return quantifier ? this.quantified(quantifier) : this.comparison();
    });
  }

  private quantifier(): 'any' | 'all' | undefined {
    const found = /^(any|all)[ \r\n]*\(/.exec(this.cursor.text.slice(this.cursor.at, this.cursor.end));
    return found?.[1] as 'any' | 'all' | undefined;
  }

  private quantified(kind: 'any' | 'all'): Typed {
    const { cursor } = this;
    cursor.expect(kind);
    cursor.skipBlanks();
    cursor.expect('(');
    return this.closing(() => {
      const at = cursor.at;
      const { node, type } = this.startsExpression() ? this.combined(0) : this.comparison();
      if (type !== 'Booleans') cursor.fail(`${kind}() takes a list of truth values`, at);
      return { node: { kind, term: node }, type: 'Boolean' };
    });
  }

  /** What stands between an opening bracket, already taken, and its closing one. */
  private closing<T>(inner: () => T): T {
    const { cursor } = this;
    cursor.skipBlanks();
    const found = inner();
    cursor.skipBlanks();
    cursor.expect(')');
    return found;
  }

  private startsExpression(): boolean {
    const { cursor } = this;
    return cursor.startsWith('(') || cursor.startsWith('!') || cursor.startsWith('not') || !!this.quantifier();
  }

  private comparison(): Typed {
    return this.compared(this.operand());
  }

  private compared(operand: TypedOperand): Typed {
    const { cursor } = this;
    const { node, type, each } = operand;
    if (type === 'Boolean') return { node: { kind: 'test', operand: node }, type: each ? 'Booleans' : 'Boolean' };
    if (sameType(type, arrayOf('Boolean')) && !each) return { node: { kind: 'test', operand: node }, type: 'Booleans' };
    cursor.skipBlanks();
    const at = cursor.at;
    const operator = takeOperator(cursor) ?? cursor.fail(`expected a comparison of ${typeName(type)}`);
    return { node: this.comparand(node, type, operator, at), type: each ? 'Booleans' : 'Boolean' };
  }

  private comparand(operand: Operand, type: Type, operator: Operator, at: number): Expression {
    this.cursor.skipBlanks();
    return { kind: 'compare', operand, operator, value: parseComparand(this.cursor, type, operator, at) };
  }

  private operand(): TypedOperand {
    const { cursor } = this;
    const at = cursor.at;
    const name = /^[A-Za-z0-9_]+(?:\.[A-Za-z0-9_]+)*/.exec(cursor.text.slice(at, cursor.end))?.[0];
    if (name === undefined) return cursor.fail('expected a field or a function');
    cursor.at += name.length;
    const type = fieldType(name);
    if (type) return this.indexed({ node: { kind: 'field', name }, type, each: false });
    const signature = signatureOf(name);
    if (!signature) return cursor.fail(`unknown field or function ${JSON.stringify(name)}`, at);
    return this.indexed(this.nested(() => this.call(name, signature, at)));
  }

  private indexed(operand: TypedOperand): TypedOperand {
    const { cursor } = this;
    let { node, type, each } = operand;
    while (cursor.startsWith('[')) {
      const at = cursor.at;
      cursor.at += 1;
      cursor.skipBlanks();
      const key = this.index();
      cursor.skipBlanks();
      cursor.expect(']');
      type = elementType(type, key) ?? cursor.fail(`${typeName(type)} has no such index`, at);
      each ||= 'each' in key;
      node = { kind: 'index', of: node, key };
    }
    return { node, type, each };
  }

  private index(): Index {
    const { cursor } = this;
    if (cursor.take('*')) return { each: true };
    if (cursor.startsWith('"')) return { key: parseQuoted(cursor) };
    const at = cursor.at;
    const position = parseInteger(cursor);
    if (position < 0n || position > 0xffffffffn) cursor.fail('an index counts from zero', at);
    return { at: Number(position) };
  }

  private call(name: string, signature: Signature, at: number): TypedOperand {
    const { cursor } = this;
    cursor.skipBlanks();
    cursor.expect('(');
    cursor.skipBlanks();
    const args: TypedArgument[] = [];
    if (!cursor.take(')')) {
      do {
        cursor.skipBlanks();
        args.push(this.checkedArgument(name, signature, args));
        cursor.skipBlanks();
      } while (cursor.take(','));
      cursor.expect(')');
    }
    if (args.length < signature.required.length) cursor.fail(`${name}() lacks arguments`, at);
    const [first] = args;
    const plain = signature.returns === 'like the first' ? (first?.type ?? 'String') : signature.returns;
    const type = first?.each ? arrayOf(plain) : plain;
    return { node: { kind: 'call', name, args: args.map((arg) => arg.node) }, type, each: false };
  }

  private checkedArgument(name: string, signature: Signature, earlier: readonly TypedArgument[]): TypedArgument {
    const { cursor } = this;
    const at = cursor.at;
    const wanted =
      [...signature.required, ...(signature.optional ?? [])][earlier.length] ??
      signature.rest ??
      cursor.fail(`${name}() has too many arguments`);
    const argument = this.argument(wanted);
    const isLiteral = argument.node.kind === 'literal';
    if (wanted.from === 'literal' && !isLiteral) cursor.fail(`${name}() takes a literal here`, at);
    if (wanted.from === 'computed' && isLiteral) cursor.fail(`${name}() takes a field or a call here`, at);
    if (!accepts(wanted, argument.type)) cursor.fail(`${name}() does not take ${typeName(argument.type)} here`, at);
    if (argument.each && earlier.length > 0) cursor.fail('[*] may stand in the first argument only', at);
    const [first] = earlier;
    if (first && signature.alike && !sameType(first.type, argument.type)) {
      cursor.fail(`the arguments of ${name}() have one type`, at);
    }
    if (first && signature.element && !sameType(elementOf(first.type), argument.type)) {
      cursor.fail(`${name}() looks for ${typeName(elementOf(first.type))}`, at);
    }
    return argument;
  }

  private argument(wanted: Parameter): TypedArgument {
    const { cursor } = this;
    if (startsString(cursor)) return literal(parseString(cursor), 'String');
    if (this.startsExpression()) return asArgument(this.combined(0));
    if (wanted.types.includes('String') && startsBytes(cursor)) return literal(parseString(cursor), 'String');
    if (wanted.types.includes('Integer') && /^[-0-9]$/.test(cursor.peek()))
      return literal(parseInteger(cursor), 'Integer');
    if (wanted.types.includes('IP') && /^[0-9:]$/.test(cursor.peek())) return literal(parseIp(cursor), 'IP');
    if (wanted.types.includes('any primitive') && /^[-0-9]$/.test(cursor.peek())) {
      return literal(parseInteger(cursor), 'Integer');
    }
    const operand = this.operand();
    const back = cursor.at;
    cursor.skipBlanks();
    if (cursor.peek() !== ',' && cursor.peek() !== ')') return asArgument(this.compared(operand));
    cursor.at = back;
    return { node: { kind: 'operand', operand: operand.node }, type: operand.type, each: operand.each };
  }

  private nested<T>(inner: () => T): T {
    this.depth += 1;
    if (this.depth > MAX_DEPTH + 1) this.cursor.fail('nested too deeply');
    const found = inner();
    this.depth -= 1;
    return found;
  }
}

function literal(value: string | bigint | ReturnType<typeof parseIp>, type: Type): TypedArgument {
  return { node: { kind: 'literal', value }, type, each: false };
}

function asArgument({ node, type }: Typed): TypedArgument {
  return {
    node: { kind: 'expression', expression: node },
    type: type === 'Boolean' ? 'Boolean' : arrayOf('Boolean'),
    each: false,
  };
}

function elementType(type: Type, key: Index): Type | undefined {
  if (typeof type === 'string') return undefined;
  if ('array' in type) return 'key' in key ? undefined : type.array;
  return 'at' in key ? undefined : type.map;
}

function elementOf(type: Type): Type {
  if (typeof type === 'string') return type;
  return 'array' in type ? type.array : type.map;
}
