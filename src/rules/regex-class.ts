import { type ByteSet, byteSet } from './pattern.ts';
import { RegexError, Unsupported } from './regex-errors.ts';

type Parsed = { set: ByteSet; next: number; byte?: number };

const DIGIT = byteSet((byte) => byte >= 0x30 && byte <= 0x39);
const SPACE = byteSet((byte) => byte === 0x20 || (byte >= 0x09 && byte <= 0x0d));
const WORD = byteSet((byte) => /^[A-Za-z0-9_]$/.test(String.fromCharCode(byte)));
const CLASSES = new Map([
  ['d', DIGIT],
  ['s', SPACE],
  ['w', WORD],
]);
const CONTROL = new Map([
  ['a', 0x07],
  ['f', 0x0c],
  ['t', 0x09],
  ['n', 0x0a],
  ['r', 0x0d],
  ['v', 0x0b],
]);

/** What follows a backslash at `at`: a class or one byte. */
export function parseEscape(text: string, at: number, ignoreCase: boolean): Parsed {
  const char = text.charAt(at);
  const next = at + 1;
  const known = CLASSES.get(char.toLowerCase());
  if (known) return { set: char === char.toLowerCase() ? known : not(known), next };
  const control = CONTROL.get(char);
  if (control !== undefined) return single(control, next, ignoreCase);
  if (char === 'x') {
    const hex = /^(?:([0-9a-fA-F]{2})|\{([0-9a-fA-F]{1,8})\})/.exec(text.slice(next, next + 12));
    if (!hex) throw new RegexError('invalid hexadecimal escape');
    const code = Number.parseInt(hex[1] ?? hex[2] ?? '', 16);
    if (code > (hex[1] ? 0xff : 0x7f)) throw new Unsupported('a code point past one byte');
    return single(code, next + hex[0].length, ignoreCase);
  }
  if ('bBpPuU<>'.includes(char) && char !== '') throw new Unsupported(`the escape \\${char}`);
  if (char === '' || /^[A-Za-z0-9]$/.test(char)) throw new RegexError('unknown escape, or a back-reference');
  if (char.charCodeAt(0) > 0x7f || char.charCodeAt(0) < 0x21) throw new Unsupported('an escaped blank or byte');
  return single(char.charCodeAt(0), next, ignoreCase);
}

/** A bracketed class whose opening bracket is just before `at`. */
export function parseClass(text: string, at: number, ignoreCase: boolean): Parsed {
  const set = new Uint8Array(256);
  let next = at;
  const negated = text.charAt(next) === '^';
  if (negated) next += 1;
  if (text.charAt(next) === '-' || text.charAt(next) === ']') {
    // leading dashes, or else one leading bracket, stand for themselves and begin no range
    const leading = /^(?:-+|\])/.exec(text.slice(next))?.[0] ?? '';
    set[leading.charCodeAt(0)] = 1;
    next += leading.length;
  }
  for (;;) {
    if (next >= text.length) throw new RegexError('unclosed character class');
    if (text.charAt(next) === ']') break;
    const item = classItem(text, next, ignoreCase);
    next = item.next;
    if (text.charAt(next) === '-' && text.charAt(next + 1) !== ']' && next + 1 < text.length) {
      if (text.charAt(next + 1) === '-') throw new Unsupported('set operations');
      const to = classItem(text, next + 1, ignoreCase);
      if (item.byte === undefined || to.byte === undefined) throw new RegexError('a range needs two characters');
      if (item.byte > to.byte) throw new RegexError('a range that is not in order');
      for (let byte = item.byte; byte <= to.byte; byte += 1) set[byte] = 1;
      next = to.next;
      continue;
    }
    for (let byte = 0; byte < 256; byte += 1) if (item.set[byte]) set[byte] = 1;
  }
  if (ignoreCase) addOtherCase(set);
  return { set: negated ? not(set) : set, next: next + 1 };
}

function classItem(text: string, at: number, ignoreCase: boolean): Parsed {
  const char = text.charAt(at);
  if (char === '[') throw new Unsupported('a class within a class');
  if ((char === '&' || char === '~' || char === '-') && text.charAt(at + 1) === char)
    throw new Unsupported('set operations');
  if (char.charCodeAt(0) > 0x7f) throw new Unsupported('text outside ASCII in a class');
  return char === '\\' ? parseEscape(text, at + 1, ignoreCase) : single(char.charCodeAt(0), at + 1, ignoreCase);
}

function single(byte: number, next: number, ignoreCase: boolean): Parsed {
  const set = new Uint8Array(256);
  set[byte] = 1;
  if (ignoreCase) addOtherCase(set);
  return { set, next, byte };
}

function not(set: ByteSet): ByteSet {
  return byteSet((byte) => !set[byte]);
}

function addOtherCase(set: ByteSet): void {
  for (let upper = 0x41; upper <= 0x5a; upper += 1) {
    const lower = upper + 0x20;
    if (set[upper] || set[lower]) set[upper] = set[lower] = 1;
  }
}
