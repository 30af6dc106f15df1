import type { Atom } from './atom.ts';
import { isShared } from './atoms.ts';
import type { Expression } from './expression.ts';
import { fold } from './fold.ts';
import { compile, type Program } from './formula.ts';
import { fullPurse, type Product } from './product.ts';
import { productOf } from './products.ts';
import type { Target } from './request-line.ts';

/** An expression for one host and one method: what these decide is decided, once for all paths. */
export type Prepared = Program & {
  /** Its atoms together, and each of them by itself: made when they are first asked for. */
  product: () => Product;
  alone: () => readonly Product[];
  /** What the expression can be, by the id of a combination of its atoms. */
  possible: { holds: boolean; fails: boolean }[];
};

type Source = Program & { byHost: Map<string, OfHost> };
/** What the host leaves open, and that for each method where it still matters. */
type OfHost = { prepared: Prepared; byMethod: Map<string, Prepared> | undefined };

const MOST_HOSTS = 1_000;
/** Each atom gets its share, and never less than it takes to read the longest method and host that are known. */
const ENOUGH_FOR_A_HOST = 300;

/** Compiled once per expression, as one rule is asked about every endpoint. */
const sources = new WeakMap<Expression, Source>();

export function prepare(expression: Expression, { host, method }: Pick<Target, 'host' | 'method'>): Prepared {
  const source = sources.get(expression) ?? compiled(expression);
  let ofHost = source.byHost.get(host);
  if (!ofHost) {
    if (source.byHost.size >= MOST_HOSTS) source.byHost.clear();
    const prepared = narrow(source, { host, method: '', path: '/' }, (atom) => !readsMethod(atom));
    ofHost = { prepared, byMethod: prepared.atoms.some(readsMethod) ? new Map() : undefined };
    source.byHost.set(host, ofHost);
  }
  if (!ofHost.byMethod) return ofHost.prepared;
  const known = ofHost.byMethod.get(method);
  if (known) return known;
  const prepared = narrow(source, { host, method, path: '/' }, () => true);
  ofHost.byMethod.set(method, prepared);
  return prepared;
}

const readsMethod = ({ subject }: Atom): boolean => subject.pieces.has('method');

function compiled(expression: Expression): Source {
  const source = { ...compile(expression), byHost: new Map() };
  sources.set(expression, source);
  return source;
}

function narrow(source: Source, target: Target, isAsked: (atom: Atom) => boolean): Prepared {
  const share = Math.max(ENOUGH_FOR_A_HOST, Math.ceil(fullPurse().left / source.atoms.length));
  const program = fold(
    source,
    source.atoms.map((atom) => (isAsked(atom) ? beforeThePath(atom, target, share) : undefined)),
  );
  let product: Product | undefined;
  let alone: readonly Product[] | undefined;
  return {
    ...program,
    product: () => (product ??= productOf(program.atoms)),
    alone: () => (alone ??= program.atoms.map((atom) => productOf([atom]))),
    possible: [],
  };
}

/** What an atom that others have too is at a place: asked once, however many rules are about one host. */
const decidedAt = new WeakMap<Atom, Map<string, boolean | undefined>>();

function beforeThePath(atom: Atom, target: Target, share: number): boolean | undefined {
  if (!isShared(atom)) return decide(atom, target, share);
  const places = decidedAt.get(atom) ?? new Map<string, boolean | undefined>();
  decidedAt.set(atom, places);
  const key = `${share} ${target.method} ${target.host}`;
  if (places.has(key)) return places.get(key);
  if (places.size >= MOST_HOSTS) places.clear();
  const value = decide(atom, target, share);
  places.set(key, value);
  return value;
}

function decide(atom: Atom, target: Target, share: number): boolean | undefined {
  const found = productOf([atom]).outcomes(target, { left: share }, { beforeThePath: true });
  return found?.length === 1 ? found[0]?.values[0] : undefined;
}
