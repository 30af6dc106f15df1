/** Picking fields out of answers whose shape is only promised: what is not there is undefined, never an exception. */
export type Row = Record<string, unknown>;

const DEEPEST = 100; // Cloudflare's answers have ten levels; a stack of calls ends at some thousands

/** Names in camel case, nulls left out: Cloudflare omits and nulls freely, and both mean "not told". */
export function camel(value: unknown, depth = 0): unknown {
  if (depth > DEEPEST) return undefined;
  if (Array.isArray(value)) return value.filter((item) => item !== null).map((item) => camel(item, depth + 1));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, item]) => item !== null)
      .map(([key, item]) => [
        key.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase()),
        camel(item, depth + 1),
      ]),
  );
}

/** `at(row, 'features.trafficStats.requests')` */
export function at(value: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((inner, key) => (isRow(inner) ? inner[key] : undefined), value);
}

export const isRow = (value: unknown): value is Row =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The objects of a list; a list that is not there is an empty one. */
export const rows = (value: unknown): Row[] => (Array.isArray(value) ? value.filter(isRow) : []);

export const strings = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];

export const word = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
