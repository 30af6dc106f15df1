import { type Fields, isFields } from '../json.ts';

/** What Slack objects to, and where: a JSON pointer from the place the check began. */
export interface Problem {
  message: string;
  pointer: string;
}

export type Rule = (value: unknown, at: string) => Problem[];

const problem = (message: string, pointer: string): Problem[] => [{ message, pointer }];

export function text(o: { min?: number; max?: number; oneOf?: readonly string[]; pattern?: RegExp } = {}): Rule {
  return (value, at) => {
    if (typeof value !== 'string') return problem('must provide a string', at);
    if (value.length < (o.min ?? 0)) return problem(`must be more than ${(o.min ?? 0) - 1} characters`, at);
    if (o.max !== undefined && value.length > o.max) return problem(`must be less than ${o.max + 1} characters`, at);
    if (o.oneOf && !o.oneOf.includes(value)) return problem(`must be one of: ${o.oneOf.join(', ')}`, at);
    if (o.pattern && !o.pattern.test(value)) return problem('must match the expected format', at);
    return [];
  };
}

export function integer(min: number, max: number): Rule {
  return (value, at) =>
    Number.isInteger(value) && Number(value) >= min && Number(value) <= max
      ? []
      : problem(`must be an integer between ${min} and ${max}`, at);
}

export const number: Rule = (value, at) => (typeof value === 'number' ? [] : problem('must provide a number', at));

export const flag: Rule = (value, at) => (typeof value === 'boolean' ? [] : problem('must provide a boolean', at));

export function array(item: Rule, min: number, max = Number.POSITIVE_INFINITY): Rule {
  return (value, at) => {
    if (!Array.isArray(value)) return problem('must provide an array', at);
    if (value.length < min) return problem(`no fewer than ${min} items allowed`, at);
    if (value.length > max) return problem(`no more than ${max} items allowed`, at);
    return value.flatMap((one, index) => item(one, `${at}/${index}`));
  };
}

/** An object with these fields and no others; a name that ends in `!` must be there. */
export function object(shape: Record<string, Rule>, also: (value: Fields, at: string) => Problem[] = () => []): Rule {
  const rules = new Map(Object.entries(shape).map(([name, rule]) => [name.replace('!', ''), rule]));
  const required = Object.keys(shape)
    .filter((name) => name.endsWith('!'))
    .map((name) => name.slice(0, -1));
  return (value, at) => {
    if (!isFields(value)) return problem('must provide an object', at);
    const missing = required.filter((name) => value[name] === undefined);
    const given = Object.entries(value).filter(([, one]) => one !== undefined);
    return [
      ...missing.flatMap((name) => problem(`missing required field: ${name}`, at)),
      ...given.flatMap(([name, one]) => {
        const pointer = `${at}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
        return rules.get(name)?.(one, pointer) ?? problem(`invalid additional property: ${name}`, at);
      }),
      ...also(value, at),
    ];
  };
}

/** One of several objects, told apart by `type`. */
export function byType(kinds: Record<string, Rule>): Rule {
  return (value, at) => {
    if (!isFields(value)) return problem('must provide an object', at);
    if (typeof value.type !== 'string') return problem('missing required field: type', at);
    const rule = Object.hasOwn(kinds, value.type) ? kinds[value.type] : undefined;
    return rule?.(value, at) ?? problem(`unsupported type: ${value.type}`, `${at}/type`);
  };
}

/** At least one, or exactly one, of some fields. */
export const needs =
  (how: 'any' | 'one', ...names: string[]) =>
  (value: Fields, at: string): Problem[] => {
    const there = names.filter((name) => value[name] !== undefined).length;
    const fine = how === 'any' ? there > 0 : there === 1;
    return fine ? [] : problem(`${how === 'any' ? 'needs one of' : 'needs exactly one of'}: ${names.join(', ')}`, at);
  };

export const type = (name: string): Rule => text({ oneOf: [name] });
