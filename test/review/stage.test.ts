/** What a scan means for what was decided. */
import { describe, expect, test } from 'vitest';
import { type ActedOn, modeOfAll } from '../../src/review/guards.ts';
import { mayFollow, observed, type Sight, STATES, type State } from '../../src/review/stage.ts';

const acted = (more: Partial<ActedOn> = {}): ActedOn => ({
  endpoints: 2,
  enforced: 0,
  logged: 0,
  inPart: 0,
  unknown: 0,
  ...more,
});
const logging = acted({ logged: 2 });
const enforced = acted({ enforced: 2 });
const nothing = acted();

const moved = (state: State, choice: string, sight: Partial<Sight>) =>
  observed({ state, choice }, { item: 'listed', now: nothing, before: nothing, ...sight })?.to;

describe('what was approved', () => {
  test.each([
    ['log-first', { item: 'gone', now: logging }, 'logging'],
    ['log-first', { item: 'listed', now: logging }, 'logging'],
    ['log-first', { item: 'gone', now: enforced }, 'enforced'],
    ['enforce-now', { item: 'gone', now: enforced }, 'enforced'],
    ['enforce-now', { item: 'gone', now: null }, 'enforced'],
    ['canary', { item: 'listed', now: acted({ inPart: 1 }) }, 'canary'],
    ['canary', { item: 'gone', now: enforced }, 'enforced'],
  ] as const)('%s, and a scan with %j: %s', (choice, sight, to) => {
    expect(moved('approved', choice, sight)).toBe(to);
  });

  test.each([
    ['nothing was done yet', 'log-first', {}],
    ['what acts in part acted before', 'canary', { now: acted({ inPart: 1 }), before: acted({ inPart: 1 }) }],
    ['a promotion waits while it still logs', 'enforce-now', { item: 'gone', now: logging, before: logging }],
    ['it could not be looked at', 'enforce-now', { item: 'unseen', now: enforced }],
    ['one endpoint of it is not known', 'log-first', { item: 'gone', now: acted({ logged: 1, unknown: 1 }) }],
    ['a risk was accepted', 'accept', { item: 'gone', now: enforced }],
  ] as const)('stays where it is when %s', (_, choice, sight) => {
    expect(moved('approved', choice, sight)).toBeUndefined();
  });
});

describe('what is staged', () => {
  test.each([
    ['logging', { item: 'gone', now: enforced }, 'enforced'],
    ['ready', { item: 'gone', now: enforced }, 'enforced'],
    ['logging', { item: 'listed', now: nothing }, 'rolled-back'],
    ['kept', { item: 'listed', now: nothing }, 'rolled-back'],
    ['canary', { item: 'listed', now: nothing }, 'rolled-back'],
    ['enforced', { item: 'listed', now: nothing }, 'rolled-back'],
    ['enforced', { item: 'gone', now: logging }, 'logging'],
  ] as const)('%s, and a scan with %j: %s', (state, sight, to) => {
    expect(moved(state, 'log-first', sight)).toBe(to);
  });

  test.each([
    ['logging', { item: 'gone', now: logging }],
    ['canary', { item: 'listed', now: acted({ inPart: 2 }) }],
    ['enforced', { item: 'gone', now: enforced }],
    ['enforced', { item: 'unseen', now: nothing }],
    ['logging', { item: 'gone', now: acted({ unknown: 2 }) }],
  ] as const)('%s stays with %j', (state, sight) => {
    expect(moved(state, 'log-first', sight)).toBeUndefined();
  });
});

test('no move leads out of an end, and every move that a scan makes is one that a decision makes', () => {
  const all = [null, nothing, logging, enforced, acted({ inPart: 1 }), acted({ unknown: 1 }), acted({ logged: 1 })];
  for (const state of STATES)
    for (const choice of ['enforce-now', 'log-first', 'canary', 'fix-at-origin', 'accept'])
      for (const item of ['listed', 'gone', 'unseen'] as const)
        for (const now of all)
          for (const before of all) {
            const move = observed({ state, choice }, { item, now, before });
            if (move) expect([state, move.to, mayFollow(state, move.to)]).toEqual([state, move.to, true]);
          }
  expect(STATES.filter((to) => mayFollow('superseded', to))).toEqual([]);
});

test('one endpoint that is left out makes it off, and one that is not known makes it unknown', () => {
  expect(modeOfAll(acted({ enforced: 1 }))).toBe('off');
  expect(modeOfAll(acted({ enforced: 1, logged: 1 }))).toBe('log');
  expect(modeOfAll(acted({ enforced: 1, unknown: 1 }))).toBe('unknown');
  expect(modeOfAll(acted({ endpoints: 0 }))).toBe('unknown');
});
