import type { Expression } from './expression.ts';
import { bytesOf } from './literals.ts';
import { type Prepared, prepare } from './prepare.ts';
import { type Combination, fullPurse, type Place } from './product.ts';
import type { Target } from './request-line.ts';
import { type Guesses, satisfy } from './satisfy.ts';
import { oneByOne, verdict } from './verdict.ts';

/** An expression, and whether it shall hold of the request. */
export type Wanted = { expression: Expression; holds: boolean };

/**
 * A request to the endpoint. `path` and `query` are bytes, one character each; `query` is undefined when there is none, as
 * opposed to an empty one. `unknowns` are the comparisons about all else that matter, with what each has to be.
 */
export type Solution = {
  method: string;
  host: string;
  path: string;
  query: string | undefined;
  unknowns: { atom: Expression; holds: boolean }[];
};

/** What a variable is filled with where that is all the same. */
const FILLING = '1';

/**
 * One request to the endpoint of which all that is wanted is true, as short and readable as there is: of a rule that
 * is skipped, `solve([{ expression: skip, holds: true }, { expression: rule, holds: true }], endpoint)`. `none` is proved;
 * `unknown` means that finding out would take too long. Agrees with `verdict`: what holds always cannot be made not to hold.
 */
export function solve(wanted: readonly Wanted[], endpoint: Target): Solution | 'none' | 'unknown' {
  const terms = wanted.map(
    ({ expression, holds }): Expression => (holds ? expression : { kind: 'not', term: expression }),
  );
  const program = prepare({ kind: 'and', terms }, endpoint);
  const found = program.product().combinations(endpoint, fullPurse());
  if (found) {
    let open = false;
    for (const { values, end } of byLength(found)) {
      const guesses = satisfy(program, values, true);
      if (Array.isArray(guesses)) return solution(program, endpoint, end, guesses);
      open ||= guesses === 'open';
    }
    return open ? 'unknown' : 'none';
  }
  const impossible = satisfy(program, oneByOne(program, endpoint), true) === 'none';
  return impossible || wanted.some((one) => isContradicted(one, endpoint)) ? 'none' : plain(program, endpoint);
}

function isContradicted({ expression, holds }: Wanted, endpoint: Target): boolean {
  return verdict(expression, endpoint) === (holds ? 'never' : 'always');
}

/** Where all requests are too many: the plainest one, which may do. */
function plain(program: Prepared, endpoint: Target): Solution | 'unknown' {
  const one = { ...endpoint, host: filled(endpoint.host), path: filled(endpoint.path) };
  const purse = { left: Number.POSITIVE_INFINITY };
  for (const { values, end } of program.product().combinations(one, purse, { unknownText: false }) ?? []) {
    const guesses = satisfy(program, values, true);
    if (Array.isArray(guesses)) return solution(program, one, end, guesses);
  }
  return 'unknown';
}

const byLength = (found: readonly Combination[]) =>
  found
    .map((each) => ({ ...each, text: spelled(each.end) }))
    .sort((a, b) => a.text.path.length + a.text.query.length - b.text.path.length - b.text.query.length);

function solution(program: Prepared, { method, host, path }: Target, end: Place, guesses: Guesses): Solution {
  const text = spelled(end);
  return {
    method,
    host: text.pieces.has('host') ? text.host : bytesOf(filled(host)),
    path: text.pieces.has('path') ? text.path : bytesOf(filled(path)),
    query: text.pieces.has('query-mark') || text.pieces.has('query') ? text.query : undefined,
    unknowns: program.unknowns.flatMap(({ expression: atom }, index) => {
      const holds = guesses[index];
      return holds === undefined ? [] : [{ atom, holds }];
    }),
  };
}

function spelled(end: Place) {
  const text = { host: '', path: '', query: '', pieces: new Set<string>() };
  for (let place: Place | undefined = end; place; place = place.before) {
    const { piece, text: stretch = '' } = place;
    if (piece !== undefined) text.pieces.add(piece);
    if (piece === 'host' || piece === 'path' || piece === 'query') text[piece] = stretch + text[piece];
  }
  return text;
}

const filled = (template: string): string => template.replace(/\{[^{}/]*\}/g, FILLING);
