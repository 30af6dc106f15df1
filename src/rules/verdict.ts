import type { Expression } from './expression.ts';
import { parse } from './parser.ts';
import { type Prepared, prepare } from './prepare.ts';
import { fullPurse, type Outcome } from './product.ts';
import type { Target } from './request-line.ts';
import { satisfy } from './satisfy.ts';

/**
 * Whether the expression holds for every request to an endpoint, for none, or for some. Host and method are fixed, every
 * variable of the path is one non-empty segment, the scheme is https; of all else nothing is known.
 */
export function verdict(expression: string | Expression, endpoint: Target): 'always' | 'maybe' | 'never' {
  try {
    return decide(prepare(typeof expression === 'string' ? parse(expression) : expression, endpoint), endpoint);
  } catch {
    return 'maybe'; // what is not understood may hold, and may not
  }
}

/** Whether host and method alone rule the expression out, whatever the path and all else. */
export function isNever(expression: Expression, place: Pick<Target, 'host' | 'method'>): boolean {
  const { formula } = prepare(expression, place);
  return formula.kind === 'constant' && !formula.value;
}

function decide(prepared: Prepared, endpoint: Target): 'always' | 'maybe' | 'never' {
  const { formula } = prepared;
  if (formula.kind === 'constant') return formula.value ? 'always' : 'never';
  if (prepared.atoms.length === 0) return answered([possibleOf(prepared, NO_ATOMS)]);
  // all that the atoms can be together; or, where that would take too long, what each of them is by itself
  const together = prepared.product().outcomes(endpoint, fullPurse());
  return answered(
    together
      ? together.map((outcome) => possibleOf(prepared, outcome))
      : [judged(prepared, oneByOne(prepared, endpoint))],
  );
}

/** Where no text of the request line matters any more. */
const NO_ATOMS = { id: 0, values: [] };

function answered(all: readonly Prepared['possible'][number][]): 'always' | 'maybe' | 'never' {
  if (!all.some(({ fails }) => fails)) return 'always';
  return all.some(({ holds }) => holds) ? 'maybe' : 'never';
}

function possibleOf(prepared: Prepared, { id, values }: Outcome): Prepared['possible'][number] {
  const known = prepared.possible[id];
  if (known) return known;
  const found = judged(prepared, values);
  prepared.possible[id] = found;
  return found;
}

function judged(prepared: Prepared, atoms: readonly (boolean | undefined)[]): Prepared['possible'][number] {
  return { holds: satisfy(prepared, atoms, true) !== 'none', fails: satisfy(prepared, atoms, false) !== 'none' };
}

/** What each atom is by itself, where it is always the same. Each with its own share, so that nothing depends on their order. */
export function oneByOne({ alone }: Pick<Prepared, 'alone'>, endpoint: Target): (boolean | undefined)[] {
  const products = alone();
  const share = Math.ceil(fullPurse().left / products.length);
  return products.map((one) => {
    const found = one.outcomes(endpoint, { left: share });
    return found?.length === 1 ? found[0]?.values[0] : undefined;
  });
}
