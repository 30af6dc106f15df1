import type { ByteSet, Pattern } from './pattern.ts';

const MAX_STATES = 3000;
const MAX_KEPT = 4000;

/** Thrown for a pattern that would take too long to decide. */
export class TooLarge extends Error {}

type State = { set?: ByteSet; to: number; free: number[]; assert?: 'start' | 'end' };

/**
 * Runs a pattern over bytes, one at a time, and tells whether what it has seen so far matches as a whole. The steps it
 * has taken are kept, so that a second endpoint costs no more than look-ups.
 */
export class Automaton {
  readonly size: number;
  readonly sets: ByteSet[];
  private readonly states: State[] = [];
  private readonly final: number;
  private readonly first: number;
  private readonly ids = new Map<string, number>();
  private readonly members: number[][] = [];
  private readonly steps: (number | undefined)[][] = [];
  private readonly accepted: boolean[] = [];

  constructor(pattern: Pattern) {
    this.final = this.add({ to: -1, free: [] });
    this.first = this.build(pattern, this.final);
    this.size = this.states.length;
    this.sets = this.states.flatMap((state) => (state.set ? [state.set] : []));
  }

  /** The beginning; forgets what it learned when that has grown too much, which must not happen between steps. */
  start(): number {
    if (this.members.length > MAX_KEPT) {
      this.ids.clear();
      this.members.length = 0;
      this.steps.length = 0;
      this.accepted.length = 0;
    }
    return this.intern(this.closure([this.first], { start: true }), true);
  }

  step(id: number, byte: number): number {
    const known = this.steps[id]?.[byte];
    if (known !== undefined) return known;
    const next: number[] = [];
    for (const index of this.members[id] ?? []) {
      const state = this.states[index];
      if (state?.set?.[byte]) next.push(state.to);
    }
    const target = this.intern(this.closure(next, {}), false);
    const row = this.steps[id];
    if (row) row[byte] = target;
    return target;
  }

  accepts(id: number): boolean {
    return this.accepted[id] === true;
  }

  private intern(members: number[], atStart: boolean): number {
    const key = `${atStart ? '^' : ''}${members.join(',')}`;
    const known = this.ids.get(key);
    if (known !== undefined) return known;
    const id = this.members.length;
    this.ids.set(key, id);
    this.members.push(members);
    this.steps.push([]);
    this.accepted.push(this.closure(members, { start: atStart, end: true }).includes(this.final));
    return id;
  }

  private closure(from: readonly number[], passing: { start?: boolean; end?: boolean }): number[] {
    const seen = new Set<number>();
    const open = [...from];
    for (let index = open.pop(); index !== undefined; index = open.pop()) {
      if (seen.has(index)) continue;
      seen.add(index);
      const state = this.states[index];
      if (!state || (state.assert && !passing[state.assert])) continue;
      open.push(...state.free);
    }
    return [...seen].sort((a, b) => a - b);
  }

  private add(state: State): number {
    if (this.states.length >= MAX_STATES) throw new TooLarge('too many states');
    return this.states.push(state) - 1;
  }

  /** Adds states that match the pattern and go on at `next`; returns where they begin. */
  private build(pattern: Pattern, next: number): number {
    switch (pattern.kind) {
      case 'bytes':
        return this.add({ set: pattern.set, to: next, free: [] });
      case 'start':
      case 'end':
        return this.add({ to: -1, free: [next], assert: pattern.kind });
      case 'sequence':
        return pattern.parts.reduceRight((after, part) => this.build(part, after), next);
      case 'choice':
        return this.add({ to: -1, free: pattern.options.map((option) => this.build(option, next)) });
      case 'repeat':
        return this.buildRepeat(pattern.part, pattern.min, pattern.max, next);
    }
  }

  private buildRepeat(part: Pattern, min: number, max: number, next: number): number {
    let begin = next;
    if (max === Number.POSITIVE_INFINITY) {
      const loop: State = { to: -1, free: [next] };
      begin = this.add(loop);
      loop.free.push(this.build(part, begin));
    } else {
      for (let count = min; count < max; count += 1) {
        begin = this.add({ to: -1, free: [this.build(part, begin), next] });
      }
    }
    for (let count = 0; count < min; count += 1) {
      const before = begin;
      begin = this.build(part, before);
      if (begin === before) break; // the empty string, however often, is the empty string
    }
    return begin;
  }
}
