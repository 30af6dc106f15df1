import type { ReadableSection } from '../checks/snapshot.ts';
import { READERS } from './readers.ts';

export type PlannedCalls = { zone: number; account: number; graphql: number };

/** How many calls one reading takes, as far as it can be known: retries come on top, and what is not named as further. */
export function plannedCalls(
  totals: Partial<Record<ReadableSection, number>>,
  implied: ReadonlySet<ReadableSection>,
  further: Partial<Record<ReadableSection, number>> = {},
): PlannedCalls {
  const planned: PlannedCalls = { zone: 0, account: 0, graphql: 0 };
  for (const name of Object.keys(READERS) as ReadableSection[]) {
    if (implied.has(name)) continue;
    const reader = READERS[name];
    const first = reader.reads === 'pages' ? Math.max(1, Math.ceil((totals[name] ?? 0) / reader.perPage)) : 1;
    planned[scopeOf(reader.path)] += first + (reader.furtherCalls ?? 0) + (further[name] ?? 0);
  }
  return planned;
}

export function scopeOf(path: string): keyof PlannedCalls {
  if (path === '/graphql') return 'graphql';
  return path.startsWith('/zones/') ? 'zone' : 'account';
}
