import { type Combination, combinations, fullPurse } from './combinations.ts';
import type { Expression } from './expression.ts';
import { parse } from './parser.ts';
import { type Prepared, prepare } from './prepare.ts';
import type { Target } from './request-line.ts';
import { satisfy } from './satisfy.ts';

/**
 * Whether the expression holds for every request to an endpoint, for none, or for some. Host and method are fixed, every
 * variable of the path is one non-empty segment, the scheme is https; of all else nothing is known.
 */
export function verdict(expression: string | Expression, endpoint: Target): 'always' | 'maybe' | 'never' {
  try {
    return decide(prepare(typeof expression === 'string' ? parse(expression) : expression), endpoint);
  } catch {
    return 'maybe'; // what is not understood may hold, and may not
  }
}

function decide(program: Prepared, endpoint: Target): 'always' | 'maybe' | 'never' {
  const found = requestsTo(program, endpoint);
  const cases = Array.isArray(found) ? found.map(({ values }) => values) : [found.oneByOne];
  const can = (wanted: boolean) => cases.some((values) => satisfy(program, values, wanted) !== 'none');
  if (!can(false)) return 'always';
  return can(true) ? 'maybe' : 'never';
}

/** All that the atoms can be together; or, where that would take too long, what each of them is by itself. */
export function requestsTo(
  { atoms, classes }: Prepared,
  endpoint: Target,
): Combination[] | { oneByOne: (boolean | undefined)[] } {
  const together = combinations(atoms, classes, endpoint, fullPurse());
  if (together) return together;
  const purse = fullPurse();
  const oneByOne = atoms.map((atom) => {
    const alone = purse.left < 0 ? undefined : combinations([atom], classes, endpoint, purse);
    return alone?.length === 1 ? alone[0]?.values[0] : undefined;
  });
  return { oneByOne };
}
