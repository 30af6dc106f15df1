/** Throws for what this reading of the syntax leaves out. */
class NotRead extends Error {}

/** Where the rest of a pattern may go on, once this part was found from any of the places it may begin at. */
type Part = (text: string, from: ReadonlySet<number>, work: Work) => Set<number>;
type Work = { left: number };
type Flags = { i: boolean; s: boolean };

const ENOUGH = 2_000_000;
const WORD = /[0-9A-Za-z_]/;
const CLASSES: Record<string, RegExp> = { d: /[0-9]/, w: WORD, s: /[\t\n\v\f\r ]/ };
const CONTROLS: Record<string, string> = { a: '\x07', f: '\f', t: '\t', n: '\n', r: '\r', v: '\v' };

/**
 * Whether a text of bytes holds what a regular expression in Rust's syntax describes; undefined where that cannot be said.
 * It keeps the set of places it may stand at, where a RegExp would try one way after the other and could take for ever.
 */
export function findPattern(pattern: string, text: string): boolean | undefined {
  const work = { left: ENOUGH };
  try {
    const everywhere = new Set(Array.from({ length: text.length + 1 }, (_, at) => at));
    return new Reader(pattern).whole()(text, everywhere, work).size > 0;
  } catch (error) {
    if (error instanceof NotRead || error instanceof RangeError) return undefined; // too deep is too much as well
    throw error;
  }
}

class Reader {
  private at = 0;
  private readonly pattern: string;

  constructor(pattern: string) {
    this.pattern = pattern;
  }

  whole(): Part {
    const part = this.alternatives({ i: false, s: false });
    if (this.at < this.pattern.length) throw new NotRead('a bracket too many');
    return part;
  }

  private alternatives(outer: Flags): Part {
    const flags = { ...outer }; // one that is set in the open holds to the end of its group
    const branches = [this.branch(flags)];
    while (this.take('|')) branches.push(this.branch(flags));
    return (text, from, work) => union(branches.map((branch) => branch(text, from, work)));
  }

  private branch(flags: Flags): Part {
    const parts: Part[] = [];
    while (this.at < this.pattern.length && !/[|)]/.test(this.peek())) {
      const item = this.item(flags);
      if (item) parts.push(this.repeated(item));
    }
    return (text, from, work) => {
      let places = new Set(from);
      for (const part of parts) places = part(text, places, work);
      return places;
    };
  }

  private item(flags: Flags): Part | undefined {
    const { s, i } = flags;
    const char = this.peek();
    this.at += 1;
    if (char === '(') return this.group(flags);
    if (char === '[') return oneOf(this.bracket(i));
    if (char === '.') return oneOf((byte) => s || byte !== '\n');
    if (char === '^') return where((_, at) => at === 0);
    if (char === '$') return where((text, at) => at === text.length);
    if (char === '\\') return this.escaped(i);
    if (/[*+?{\x80-\xff]/.test(char)) throw new NotRead(char);
    return oneOf(same(char, i));
  }

  private escaped(ignoreCase: boolean): Part {
    const char = this.peek();
    const isWordAt = (text: string, at: number) => WORD.test(text.charAt(at));
    const edge = (text: string, at: number) => isWordAt(text, at - 1) !== isWordAt(text, at);
    const places: Record<string, (text: string, at: number) => boolean> = {
      A: (_, at) => at === 0,
      z: (text, at) => at === text.length,
      b: edge,
      B: (text, at) => !edge(text, at),
    };
    const place = places[char];
    if (place) {
      this.at += 1;
      if (this.peek() === '{') throw new NotRead('a kind of boundary');
      return where(place);
    }
    return oneOf(this.escape(ignoreCase).holds);
  }

  /** After a backslash: one byte, or a class of them. */
  private escape(ignoreCase: boolean): { holds: (byte: string) => boolean; byte?: string } {
    const char = this.peek();
    this.at += 1;
    const known = CLASSES[char.toLowerCase()];
    if (known && char !== '') return { holds: (byte) => known.test(byte) === (char === char.toLowerCase()) };
    const control = CONTROLS[char];
    if (control !== undefined) return { holds: same(control, false), byte: control };
    if (char === 'x') {
      const [all, two, more] = /^(?:([0-9a-fA-F]{2})|\{([0-9a-fA-F]{1,8})\})/.exec(this.pattern.slice(this.at)) ?? [];
      const code = Number.parseInt(two ?? more ?? '', 16);
      if (all === undefined || code > (two === undefined ? 0x7f : 0xff)) throw new NotRead('an escape');
      this.at += all.length;
      const byte = String.fromCharCode(code);
      return { holds: same(byte, ignoreCase), byte };
    }
    if (char <= ' ' || /[A-Za-z0-9<>\x80-\xff]/.test(char)) throw new NotRead('an escape');
    return { holds: same(char, ignoreCase), byte: char };
  }

  private bracket(ignoreCase: boolean): (byte: string) => boolean {
    const negated = this.take('^');
    const items: ((byte: string) => boolean)[] = [];
    let first = true;
    while (first || this.peek() !== ']') {
      if (this.at >= this.pattern.length) throw new NotRead('a class without an end');
      if (/^(?:\[|&&|~~|--)/.test(this.pattern.slice(this.at))) throw new NotRead('a class of classes');
      if (first && this.pattern.startsWith(']-', this.at)) throw new NotRead('a range that is none');
      const from = this.classItem(ignoreCase);
      first = false;
      if (this.peek() === '-' && this.pattern.charAt(this.at + 1) !== ']') {
        this.at += 1;
        if (this.peek() === '[' || this.peek() === '-') throw new NotRead('a class of classes');
        const to = this.classItem(ignoreCase);
        if (from.byte === undefined || to.byte === undefined) throw new NotRead('a range of classes');
        const [low, high] = [from.byte, to.byte];
        const within = (byte: string) => low <= byte && byte <= high;
        items.push((byte) => within(byte) || (ignoreCase && casesOf(byte).some(within)));
      } else items.push(from.holds);
    }
    this.at += 1;
    return (byte) => items.some((holds) => holds(byte)) !== negated;
  }

  private classItem(ignoreCase: boolean): { holds: (byte: string) => boolean; byte?: string } {
    const char = this.peek();
    this.at += 1;
    if (char === '\\') {
      if (this.peek() === 'b') throw new NotRead('a boundary in a class');
      return this.escape(ignoreCase);
    }
    if (char > '\x7f') throw new NotRead('text outside ASCII');
    return { holds: same(char, ignoreCase), byte: char };
  }

  private group(flags: Flags): Part | undefined {
    let inner = flags;
    const [all, set, end] = /^\?([a-z]*(?:-[a-z]+)?)([:)])/.exec(this.pattern.slice(this.at)) ?? [];
    const named = /^\?P?<[A-Za-z_][A-Za-z0-9_]*>/.exec(this.pattern.slice(this.at))?.[0];
    if (all !== undefined) {
      this.at += all.length;
      inner = withFlags(flags, set ?? '');
      if (end === ')') {
        Object.assign(flags, inner);
        return undefined;
      }
    } else if (named !== undefined) this.at += named.length;
    else if (this.peek() === '?') throw new NotRead('an extension');
    const part = this.alternatives(inner);
    if (!this.take(')')) throw new NotRead('a group without an end');
    return part;
  }

  private repeated(item: Part): Part {
    let part = item;
    for (;;) {
      const [all, least, more, most] = /^\{([0-9]+)(,([0-9]*))?\}/.exec(this.pattern.slice(this.at)) ?? [];
      if (this.take('*')) part = times(part, 0, Number.POSITIVE_INFINITY);
      else if (this.take('+')) part = times(part, 1, Number.POSITIVE_INFINITY);
      else if (this.take('?')) part = times(part, 0, 1);
      else if (all !== undefined) {
        this.at += all.length;
        const max = more === undefined ? Number(least) : most === '' ? Number.POSITIVE_INFINITY : Number(most);
        part = times(part, Number(least), max);
      } else return part;
      this.take('?'); // lazy or not, the same is found
    }
  }

  private peek(): string {
    return this.pattern.charAt(this.at);
  }

  private take(char: string): boolean {
    if (this.peek() !== char) return false;
    this.at += 1;
    return true;
  }
}

function withFlags(flags: Flags, text: string): Flags {
  const next = { ...flags };
  const [on = '', off = ''] = text.split('-');
  if (/[^is]/.test(on + off)) throw new NotRead('a flag');
  for (const flag of ['i', 's'] as const) next[flag] = off.includes(flag) ? false : next[flag] || on.includes(flag);
  return next;
}

const casesOf = (byte: string): string[] => (/[A-Za-z]/.test(byte) ? [byte.toLowerCase(), byte.toUpperCase()] : [byte]);

const same =
  (wanted: string, ignoreCase: boolean) =>
  (byte: string): boolean =>
    byte === wanted || (ignoreCase && casesOf(byte).includes(wanted));

const oneOf =
  (holds: (byte: string) => boolean): Part =>
  (text, from, work) => {
    spend(work, from.size);
    return new Set([...from].filter((at) => at < text.length && holds(text.charAt(at))).map((at) => at + 1));
  };

const where =
  (holds: (text: string, at: number) => boolean): Part =>
  (text, from, work) => {
    spend(work, from.size);
    return new Set([...from].filter((at) => holds(text, at)));
  };

const times =
  (part: Part, least: number, most: number): Part =>
  (text, from, work) => {
    let places = new Set(from);
    for (let count = 0; count < least && places.size > 0; count += 1) places = part(text, places, work);
    const reached = new Set(places);
    for (let count = least; count < most && places.size > 0; count += 1) {
      places = new Set([...part(text, places, work)].filter((at) => !reached.has(at)));
      for (const at of places) reached.add(at);
    }
    return reached;
  };

function union(sets: readonly Set<number>[]): Set<number> {
  return new Set(sets.flatMap((set) => [...set]));
}

function spend(work: Work, steps: number): void {
  work.left -= 1 + steps;
  if (work.left < 0) throw new NotRead('too long a search');
}
