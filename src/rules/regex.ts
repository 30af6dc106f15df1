import { byteSet, bytes, choice, oneByte, type Pattern, repeat } from './pattern.ts';
import { parseClass, parseEscape } from './regex-class.ts';
import { RegexError, Unsupported } from './regex-errors.ts';

const MAX_DEPTH = 100;
const MAX_COUNT = 1000;

/**
 * A regular expression in the syntax of Rust's `regex` over bytes. Throws RegexError for what Rust rejects too, and
 * Unsupported for what is left to be undecided: word boundaries, Unicode properties, set operations, flags but i and s.
 */
export function parseRegex(text: string): Pattern {
  const reader = new RegexReader(text);
  const pattern = reader.alternatives({ ignoreCase: false, dotAll: false }, 0);
  if (reader.at < text.length) throw new RegexError('unopened group');
  return pattern;
}

type Flags = { ignoreCase: boolean; dotAll: boolean };

class RegexReader {
  readonly text: string;
  at = 0;

  constructor(text: string) {
    this.text = text;
  }

  /** Flags set in the open, as in `a(?i)b`, hold to the end of the group, across its alternatives. */
  alternatives(outer: Flags, depth: number): Pattern {
    if (depth > MAX_DEPTH) throw new RegexError('nested too deeply');
    const flags = { ...outer };
    const options: Pattern[] = [];
    do options.push(this.branch(flags, depth));
    while (this.take('|'));
    return options.length === 1 && options[0] ? options[0] : choice(options);
  }

  private branch(flags: Flags, depth: number): Pattern {
    const parts: Pattern[] = [];
    while (this.at < this.text.length && this.peek() !== '|' && this.peek() !== ')') {
      const atom = this.atom(flags, depth);
      if (atom) parts.push(this.repeated(atom));
    }
    return { kind: 'sequence', parts };
  }

  private atom(flags: Flags, depth: number): Pattern | undefined {
    const char = this.peek();
    this.at += 1;
    switch (char) {
      case '(':
        return this.group(flags, depth);
      case '[': {
        const parsed = parseClass(this.text, this.at, flags.ignoreCase);
        this.at = parsed.next;
        return bytes(parsed.set);
      }
      case '.':
        return bytes(byteSet((byte) => flags.dotAll || byte !== 0x0a));
      case '^':
        return { kind: 'start' };
      case '$':
        return { kind: 'end' };
      case '*':
      case '+':
      case '?':
      case '{':
        throw new RegexError('nothing to repeat');
      case '\\':
        return this.escape(flags);
      default:
        if (char > '\x7f') throw new Unsupported('text outside ASCII');
        return oneByte(char.charCodeAt(0), flags.ignoreCase);
    }
  }

  private escape(flags: Flags): Pattern {
    if (this.take('A')) return { kind: 'start' };
    if (this.take('z')) return { kind: 'end' };
    const parsed = parseEscape(this.text, this.at, flags.ignoreCase);
    this.at = parsed.next;
    return bytes(parsed.set);
  }

  private group(flags: Flags, depth: number): Pattern | undefined {
    let inner = flags;
    if (this.take('?')) {
      const named = /^P?<([A-Za-z_][A-Za-z0-9_.[\]]*)>/.exec(this.text.slice(this.at));
      if (named) {
        this.at += named[0].length;
      } else {
        const set = /^([a-zA-Z-]*)([:)])/.exec(this.text.slice(this.at));
        if (!set) throw new RegexError('look-around and other extensions are not part of the syntax');
        this.at += set[0].length;
        inner = withFlags(flags, set[1] ?? '');
        if (set[2] === ')') {
          Object.assign(flags, inner);
          return undefined;
        }
      }
    }
    const pattern = this.alternatives(inner, depth + 1);
    if (!this.take(')')) throw new RegexError('unclosed group');
    return pattern;
  }

  private repeated(atom: Pattern): Pattern {
    let pattern = atom;
    for (;;) {
      if (this.take('*')) pattern = repeat(pattern, 0, Number.POSITIVE_INFINITY);
      else if (this.take('+')) pattern = repeat(pattern, 1, Number.POSITIVE_INFINITY);
      else if (this.take('?')) pattern = repeat(pattern, 0, 1);
      else if (this.peek() === '{') pattern = this.counted(pattern);
      else return pattern;
      this.take('?'); // a lazy repetition finds the same strings
    }
  }

  private counted(pattern: Pattern): Pattern {
    const counts = /^\{(\d{1,9})(,(\d{0,9}))?\}/.exec(this.text.slice(this.at));
    if (!counts) {
      if (/^\{\s*\d*\s*(,\s*\d*\s*)?\}/.test(this.text.slice(this.at))) throw new Unsupported('an unusual repetition');
      throw new RegexError('invalid repetition');
    }
    this.at += counts[0].length;
    const min = Number(counts[1]);
    const max = counts[2] === undefined ? min : counts[3] === '' ? Number.POSITIVE_INFINITY : Number(counts[3]);
    if (max < min) throw new RegexError('the bounds of a repetition are not in order');
    if (min > MAX_COUNT || (max !== Number.POSITIVE_INFINITY && max > MAX_COUNT)) {
      throw new Unsupported('a long repetition');
    }
    return repeat(pattern, min, max);
  }

  private peek(): string {
    return this.text.charAt(this.at);
  }

  private take(char: string): boolean {
    if (this.peek() !== char) return false;
    this.at += 1;
    return true;
  }
}

function withFlags(flags: Flags, text: string): Flags {
  const next = { ...flags };
  let on = true;
  if (text === '' || text === '-') {
    if (text === '-') throw new RegexError('a flag is missing');
    return next;
  }
  for (const char of text) {
    if (char === '-') on = false;
    else if (char === 'i') next.ignoreCase = on;
    else if (char === 's') next.dotAll = on;
    else if ('mUuxR'.includes(char)) throw new Unsupported(`the flag ${char}`);
    else throw new RegexError('unknown flag');
  }
  return next;
}
