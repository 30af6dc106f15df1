import type { Atom } from './atom.ts';
import { alphabetOf } from './byte-classes.ts';
import { Product } from './product.ts';

const MOST = 10_000;

/** Shared by all expressions, as rules of many hosts ask the same of their paths: what is read once is known to all. */
const products = new Map<string, Product>();
const numbers = new WeakMap<Atom, number>();
let last = 0;

export function productOf(atoms: readonly Atom[]): Product {
  const key = atoms.map(numberOf).join();
  const known = products.get(key);
  if (known) return known;
  if (products.size >= MOST) products.clear();
  const product = new Product(atoms, alphabetOf(atoms));
  products.set(key, product);
  return product;
}

function numberOf(atom: Atom): number {
  const known = numbers.get(atom);
  if (known !== undefined) return known;
  last += 1;
  numbers.set(atom, last);
  return last;
}
