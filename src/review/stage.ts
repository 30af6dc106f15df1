/** Where a decision stands, which state may follow which, and what a later scan of the zone means for it. */
import { type ActedOn, actsOnMore, modeOfAll } from './guards.ts';

/** In the order of a life; the last five are ends. */
export const STATES = [
  'proposed',
  'approved',
  'logging',
  'canary',
  'ready',
  'kept',
  'enforced',
  'declined',
  'superseded',
  'stale',
  'rolled-back',
  'ended',
] as const;
export type State = (typeof STATES)[number];

/** A control that acts already, or may: no longer only a word. */
export const STAGED = ['logging', 'canary', 'ready', 'kept', 'enforced'] as const satisfies readonly State[];
export const isStaged = (state: State): boolean => (STAGED as readonly State[]).includes(state);
/** On trial: it may be promoted, kept or taken back. */
export const isOnTrial = (state: State): boolean => isStaged(state) && state !== 'enforced';

/** A promotion that was approved: until a scan sees it enforced, the trial that it ends goes on at Cloudflare. */
export const isToBePromoted = ({ state, replaces }: { state: State; replaces: string | null }): boolean =>
  state === 'approved' && replaces !== null;

const NEXT: Record<State, readonly State[]> = {
  proposed: ['approved', 'declined', 'superseded', 'stale'],
  approved: ['logging', 'canary', 'enforced', 'superseded', 'ended'],
  logging: ['ready', 'kept', 'canary', 'enforced', 'rolled-back', 'superseded'],
  canary: ['ready', 'kept', 'logging', 'enforced', 'rolled-back', 'superseded'],
  ready: ['logging', 'canary', 'kept', 'enforced', 'rolled-back', 'superseded'],
  kept: ['ready', 'logging', 'canary', 'enforced', 'rolled-back', 'superseded'],
  enforced: ['logging', 'rolled-back', 'superseded'],
  declined: ['superseded'],
  superseded: [],
  stale: ['superseded'],
  'rolled-back': ['superseded'],
  ended: ['superseded'],
};

export const mayFollow = (from: State, to: State): boolean => NEXT[from].includes(to);

/** What a scan shows of what was decided about. */
export type Sight = {
  /** `unseen`: it could not be looked at, which says nothing. */
  item: 'listed' | 'gone' | 'unseen';
  /** How the control stands now and stood when it was decided; null where the check asks for no control of endpoints. */
  now: ActedOn | null;
  before: ActedOn | null;
};

export type Move = { to: State; why: string };

/** Undefined where nothing has moved, or nobody can say. Accepting a risk changes nothing at the edge. */
export function observed({ state, choice }: { state: State; choice: string }, sight: Sight): Move | undefined {
  if (choice === 'accept' || sight.item === 'unseen') return undefined;
  if (state === 'approved') return carriedOut(choice, sight);
  if (!isStaged(state)) return undefined;
  const mode = sight.now ? modeOfAll(sight.now) : undefined;
  if (mode === 'unknown') return undefined;
  if (state === 'enforced') {
    if (mode === 'log') return { to: 'logging', why: 'a scan sees it logging again' };
    return sight.item === 'listed' ? { to: 'rolled-back', why: 'a scan sees the gap again' } : undefined;
  }
  if (sight.item === 'gone' && (mode === 'enforce' || mode === undefined))
    return { to: 'enforced', why: 'a scan sees it enforced' };
  if (state !== 'canary' && mode === 'off') return { to: 'rolled-back', why: 'a scan sees it switched off' };
  if (state === 'canary' && sight.now && sight.before && !actsOnMore(sight.now, sight.before))
    return { to: 'rolled-back', why: 'a scan sees nothing of it any more' };
  return undefined;
}

function carriedOut(choice: string, { item, now, before }: Sight): Move | undefined {
  const mode = now ? modeOfAll(now) : undefined;
  const loggedBefore = before !== null && modeOfAll(before) === 'log'; // then it is to be promoted, and is not yet
  if (mode === 'log') return loggedBefore ? undefined : { to: 'logging', why: 'a scan sees it logging' };
  if (item === 'gone' && mode !== 'unknown' && mode !== 'off')
    return { to: 'enforced', why: 'a scan sees the gap closed' };
  if (item === 'gone' && mode === 'off') return { to: 'enforced', why: 'a scan does not find it any more' };
  if (choice === 'canary' && now && before && actsOnMore(now, before))
    return { to: 'canary', why: 'a scan sees it acting on a part of the requests' };
  return undefined;
}
