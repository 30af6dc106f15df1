import type { ByteSet, Pattern } from './pattern.ts';

const MAX_STATES = 3000;
/** How many states a pattern may have once it is made deterministic. */
const MAX_DETERMINISTIC = 1000;
/** What all patterns of an expression may spend together on being built and made deterministic: some twenty milliseconds. */
export const MAX_WORK = 200_000;
/** A state to be built costs as much as so many to be looked at; a set of bytes as so many to be told from the others. */
const BUILDING = 3;
const TELLING_APART = 8;
/** What was spent since the process began, for whoever measures it. */
export const effort = { spent: 0 };

/** Thrown for a pattern that would take too long to decide. */
export class TooLarge extends Error {}

type State = { set?: ByteSet; to: number; free: number[]; assert?: 'start' | 'end' };

/**
 * Runs a pattern over bytes, one at a time, and tells whether what it has seen so far matches as a whole. The steps it
 * has taken are kept, so that a second endpoint costs no more than look-ups.
 */
export class Automaton {
  readonly start: number;
  readonly sets: ByteSet[];
  private readonly states: State[] = [];
  private readonly final: number;
  private readonly first: number;
  private readonly ids = new Map<string, number>();
  private readonly members: number[][] = [];
  private readonly steps: (number | undefined)[][] = [];
  private readonly accepted: boolean[] = [];
  private marks = new Uint32Array(0);
  private mark = 0;
  private work = 0;
  private readonly most: number;

  /** Throws TooLarge when building it would cost more than so much. */
  constructor(pattern: Pattern, most = Number.POSITIVE_INFINITY) {
    this.most = most;
    this.final = this.add({ to: -1, free: [] });
    this.first = this.build(pattern, this.final);
    this.sets = this.states.flatMap((state) => (state.set ? [state.set] : []));
    this.start = this.intern(this.closure([this.first], { start: true }), true);
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

  /** Whether nothing that may follow makes it match. */
  isDead(id: number): boolean {
    return this.members[id]?.length === 0;
  }

  accepts(id: number): boolean {
    return this.accepted[id] === true;
  }

  /** Takes every step there is, of all that differ. Throws TooLarge when there are too many to keep or to look at. */
  exhaust(classes: readonly number[]): void {
    this.spend(TELLING_APART * new Set(this.sets).size);
    for (let id = 0; id < this.members.length; id += 1) {
      for (const byte of classes) {
        this.step(id, byte);
        this.spend(1 + (this.members[id]?.length ?? 0));
        if (this.members.length > MAX_DETERMINISTIC) throw new TooLarge('too many states');
      }
    }
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
    if (this.marks.length < this.states.length) this.marks = new Uint32Array(this.states.length);
    this.mark += 1;
    const seen: number[] = [];
    const open = [...from];
    for (let index = open.pop(); index !== undefined; index = open.pop()) {
      if (this.marks[index] === this.mark) continue;
      this.marks[index] = this.mark;
      seen.push(index);
      const state = this.states[index];
      if (!state || (state.assert && !passing[state.assert])) continue;
      for (const free of state.free) open.push(free);
    }
    this.work += seen.length; // not refused here: once it is tried, whoever reads on may
    effort.spent += seen.length;
    return seen.sort((a, b) => a - b);
  }

  private spend(work: number): void {
    this.work += work;
    effort.spent += work;
    if (this.work > this.most) throw new TooLarge('too much work');
  }

  private add(state: State): number {
    this.spend(BUILDING);
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
