/** A list that changed while it was read, or of which some rows were not understood: what is in it was there, what is missing proves nothing. */
import type { Needable } from './check.ts';
import type { Sections, Snapshot } from './snapshot.ts';

export const TORN = 'the list was not read whole';

export function isTorn(snapshot: Snapshot, section: string): boolean {
  return snapshot.certificates.some(({ list, complete }) => list === section && !complete);
}

/** For those who conclude from what they do not find, a torn list is one that was not read. */
export function withTornAsFailed(snapshot: Snapshot, names: readonly Needable[]): Snapshot {
  const torn = names.filter((name) => snapshot.sections[name].state === 'read' && isTorn(snapshot, name));
  if (torn.length === 0) return snapshot;
  const failed = Object.fromEntries(torn.map((name) => [name, { state: 'failed', detail: TORN }])) as Partial<Sections>;
  return { ...snapshot, sections: { ...snapshot.sections, ...failed } };
}
