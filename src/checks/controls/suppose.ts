/** An expression once something is known of the request: decided comparisons become true or false, the rest stays. */
import type { Expression, Literal, Operand, Value } from '../../rules/expression.ts';
import { fieldsOf } from '../../rules/index.ts';

/** `free` marks a field whose text the caller chooses, so that whatever is asked of it can be met. */
export const free = Symbol('free');
export type Given = { readonly [field: string]: boolean | number | string | readonly string[] | typeof free };

export function suppose(expression: Expression, given: Given): Expression {
  switch (expression.kind) {
    case 'and':
    case 'or':
    case 'xor':
      return { kind: expression.kind, terms: expression.terms.map((term) => suppose(term, given)) };
    case 'not':
      return { kind: 'not', term: suppose(expression.term, given) };
    default:
      return known(decide(expression, given)) ?? expression;
  }
}

function known(decided: boolean | undefined): Expression | undefined {
  return decided === undefined ? undefined : { kind: 'test', operand: { kind: 'field', name: String(decided) } };
}

function decide(atom: Expression, given: Given): boolean | undefined {
  const fields = fieldsOf(atom);
  if (fields.length > 0 && fields.every((field) => given[field] === free)) return true;
  if (atom.kind === 'any') return listed(atom.term, given);
  if (atom.kind === 'test') {
    const value = given[atom.operand.kind === 'call' ? `${atom.operand.name}()` : nameOf(atom.operand)];
    return typeof value === 'boolean' ? value : undefined;
  }
  if (atom.kind !== 'compare') return undefined;
  const value = given[nameOf(atom.operand)];
  if (typeof value !== 'number' && typeof value !== 'string') return undefined;
  return compare(typeof value === 'number' ? BigInt(value) : value, atom.operator, atom.value);
}

function nameOf(operand: Operand): string {
  return operand.kind === 'field' ? operand.name : '';
}

/** A list that is known to hold a text holds it; what it is not known to hold, it may still. */
function listed(term: Expression, given: Given): true | undefined {
  if (term.kind !== 'compare' || term.operand.kind !== 'index' || !('each' in term.operand.key)) return undefined;
  const list = given[nameOf(term.operand.of)];
  if (!Array.isArray(list)) return undefined;
  return list.some((item) => compare(item, term.operator, term.value)) || undefined;
}

function compare(left: string | bigint, operator: string, right: Value): boolean | undefined {
  if (typeof right === 'object') {
    return operator === 'in' && 'set' in right
      ? right.set.some((range) => within(left, range.from, range.to))
      : undefined;
  }
  if (typeof right !== typeof left) return undefined;
  switch (operator) {
    case 'eq':
      return left === right;
    case 'ne':
      return left !== right;
    case 'lt':
      return left < right;
    case 'le':
      return left <= right;
    case 'gt':
      return left > right;
    case 'ge':
      return left >= right;
    case 'contains':
      return typeof left === 'string' && typeof right === 'string' ? left.includes(right) : undefined;
    default:
      return undefined;
  }
}

function within(value: string | bigint, from: Literal, to: Literal): boolean {
  if (typeof value === 'string') return value === from;
  return typeof from === 'bigint' && typeof to === 'bigint' && from <= value && value <= to;
}
