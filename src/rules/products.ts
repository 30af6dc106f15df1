import type { Atom } from './atom.ts';
import { isShared } from './atoms.ts';
import { alphabetOf } from './byte-classes.ts';
import { generation, Product } from './product.ts';

const MOST = 10_000;

/** Of what rules of many hosts ask of their paths: what is read once is known to all. */
const shared = { products: new Map<string, Product>(), generation: generation() };
/** With an atom that belongs to one expression, a product ends as that one does. */
const ofOne = new WeakMap<Atom, Map<string, Product>>();
const numbers = new WeakMap<Atom, number>();
let last = 0;

export function productOf(atoms: readonly Atom[]): Product {
  const products = keptWith(atoms.find((atom) => !isShared(atom)));
  const key = atoms.map(numberOf).join();
  const known = products.get(key);
  if (known) return known;
  if (products.size >= MOST) products.clear();
  const product = new Product(atoms, alphabetOf(atoms));
  products.set(key, product);
  return product;
}

function keptWith(own: Atom | undefined): Map<string, Product> {
  if (own) {
    const known = ofOne.get(own) ?? new Map<string, Product>();
    ofOne.set(own, known);
    return known;
  }
  if (shared.generation !== generation()) {
    shared.generation = generation();
    shared.products.clear(); // whoever still asks one holds it
  }
  return shared.products;
}

function numberOf(atom: Atom): number {
  const known = numbers.get(atom);
  if (known !== undefined) return known;
  last += 1;
  numbers.set(atom, last);
  return last;
}
