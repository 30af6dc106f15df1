import type { ConcreteRequest, FieldValue } from './concrete-request.ts';
import type { Expression } from './expression.ts';
import { holds } from './holds.ts';
import { isPossible } from './possible-values.ts';
import { print } from './print.ts';
import type { Target } from './request-line.ts';
import { type Slot, slotsOf, valuesFor } from './slots.ts';
import { type Solution, solve, type Wanted } from './solve.ts';

/** How often the prover is asked anew, when what it supposes of one field cannot be true together. */
const ROUNDS = 6;

/**
 * A concrete request to the endpoint of which all that is wanted is true. `told` are fields that are settled; `reduced` is
 * what is wanted once they are put in, for the prover. What it finds is made concrete, and given only if the evaluator,
 * which shares nothing with the prover, says the same of it. Undefined where there is none, or none that can be written down.
 */
export function findRequest(
  {
    wanted,
    reduced = wanted,
    told = {},
  }: { wanted: readonly Wanted[]; reduced?: readonly Wanted[]; told?: ConcreteRequest['fields'] },
  endpoint: Target,
): ConcreteRequest | undefined {
  const attempt = (further: readonly Wanted[]) =>
    attemptOf({ wanted, reduced: [...reduced, ...further], told }, endpoint);
  return attempt([]) ?? attempt([PLAIN_PATH]);
}

/** A variable may hold whatever is no slash; written down as an address, much of it is something else. */
const PLAIN_PATH: Wanted = {
  expression: {
    kind: 'compare',
    operand: { kind: 'field', name: 'http.request.uri.path' },
    operator: 'matches',
    value: "^[A-Za-z0-9._~!$&'()*+,;=:@/-]*$",
  },
  holds: true,
};

type Search = { wanted: readonly Wanted[]; reduced: readonly Wanted[]; told: ConcreteRequest['fields'] };

function attemptOf({ wanted, reduced, told }: Search, endpoint: Target): ConcreteRequest | undefined {
  const ruledOut: Wanted[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const solution = solve([...reduced, ...ruledOut], endpoint);
    if (typeof solution === 'string') return undefined;
    const made = concrete(solution, told);
    if (!('contradiction' in made)) {
      const isSo = wanted.every((one) => holds(one.expression, made) === one.holds);
      return isSo && isPossible(made.fields) ? made : undefined;
    }
    if (made.contradiction.length === 0) return undefined;
    ruledOut.push({ expression: together(made.contradiction), holds: false });
  }
  return undefined;
}

function concrete(solution: Solution, told: ConcreteRequest['fields']): ConcreteRequest | { contradiction: Wanted[] } {
  const url = urlOf(solution);
  if (url === undefined) return { contradiction: [] };
  let request: ConcreteRequest = { method: solution.method, url, fields: told };
  for (const slot of slotsOf(solution.unknowns.map(({ atom, holds }) => ({ expression: atom, holds })))) {
    const filled = slot.list ? withLists(request, slot) : withValue(request, slot);
    if (!filled) return { contradiction: slot.wanted };
    request = filled;
  }
  return request;
}

function withValue(request: ConcreteRequest, slot: Slot): ConcreteRequest | undefined {
  if (slot.name === undefined) return request; // made of the address, or of several fields: left to the replay
  const fits = (tried: ConcreteRequest) => slot.wanted.every((one) => holds(one.expression, tried) === one.holds);
  if (fits(request)) return request;
  for (const value of valuesFor(slot)) {
    const tried = put(request, slot, value);
    if (tried && fits(tried)) return tried;
  }
  return undefined;
}

/** What is on a list is not read: that an address is on it can be said, but nothing else of the same address. */
function withLists(request: ConcreteRequest, { wanted }: Slot): ConcreteRequest | undefined {
  if (wanted.length > 1) return undefined;
  const facts = wanted.map((one) => [print(one.expression), one.holds] as const);
  return { ...request, fields: { ...request.fields, ...Object.fromEntries(facts) } };
}

function put(
  request: ConcreteRequest,
  { name = '', key }: Slot,
  value: FieldValue | undefined,
): ConcreteRequest | undefined {
  if (name.startsWith('http.request.uri.args')) return inQuery(request, name, key, value);
  const { fields } = request;
  if (key === undefined) return value === undefined ? undefined : { ...request, fields: { ...fields, [name]: value } };
  const known = Object.hasOwn(fields, name) ? (fields[name] as { [key: string]: FieldValue }) : {};
  const entries = Object.entries(known).filter(([own]) => own !== key);
  if (value !== undefined) entries.push([key, value]);
  return { ...request, fields: { ...fields, [name]: Object.fromEntries(entries) } };
}

/** Arguments of the query are part of the address; they are added where it has no query yet. */
function inQuery(request: ConcreteRequest, name: string, key: string | undefined, value: FieldValue | undefined) {
  if (request.url.includes('?') || !Array.isArray(value) || value.length === 0) return undefined;
  const part = (text: unknown) => encodeURIComponent(String(text));
  const inName = name.endsWith('.names');
  const args = value.map((item) => (inName ? `${part(item)}=1` : `${part(key ?? 'a')}=${part(item)}`));
  return { ...request, url: `${request.url}?${args.join('&')}` };
}

const together = (wanted: readonly Wanted[]): Expression => ({
  kind: 'and',
  terms: wanted.map(({ expression, holds: isTrue }) => (isTrue ? expression : { kind: 'not', term: expression })),
});

/** Undefined for an address that would not arrive as it is written: dots and slashes that are tidied away on the way. */
function urlOf({ host, path, query }: Solution): string | undefined {
  const encoded = (bytes: string, plain: RegExp) =>
    Array.from(bytes, (byte) =>
      plain.test(byte) ? byte : `%${byte.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
    ).join('');
  const tail = query === undefined ? '' : `?${encoded(query, /[A-Za-z0-9._~!$&()*+,;=:@/?%-]/)}`;
  const url = `https://${host}${encoded(path, /[A-Za-z0-9._~!$&'()*+,;=:@/%-]/)}${tail}`;
  if (/%(?![0-9A-F]{2})|%(?:2[DE]|3[0-9]|4[1-9A-F]|5[0-9AF]|6[1-9A-F]|7[0-9AE])/.test(url.split('?')[0] ?? ''))
    return undefined;
  if (path.includes('//') || !URL.canParse(url)) return undefined;
  return new URL(url).href === url ? url : undefined;
}
