import { network, parseAddress } from './addresses.ts';
import type { Cursor } from './cursor.ts';
import type { Address, Range } from './expression.ts';

const HEX_PAIR = /^[0-9a-fA-F]{2}$/;
const MAX = 2n ** 63n;

/** The bytes of a text, one character each. */
export function bytesOf(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}

export function startsString(cursor: Cursor): boolean {
  return (
    cursor.peek() === '"' || /^r#{0,255}"/.test(cursor.text.slice(cursor.at, Math.min(cursor.at + 257, cursor.end)))
  );
}

export function startsBytes(cursor: Cursor): boolean {
  const head = cursor.text.slice(cursor.at, Math.min(cursor.at + 5, cursor.end));
  return /^[0-9a-fA-F]{2}[:.-][0-9a-fA-F]{2}/.test(head);
}

/** A string in any form: quoted, raw, or bytes in hexadecimal. */
export function parseString(cursor: Cursor): string {
  if (cursor.peek() === '"') return parseQuoted(cursor);
  if (startsString(cursor)) return parseRaw(cursor);
  if (startsBytes(cursor)) return parseBytes(cursor);
  return cursor.fail('expected a string');
}

export function parseQuoted(cursor: Cursor): string {
  const opening = cursor.at;
  cursor.expect('"');
  let bytes = '';
  let plainFrom = cursor.at;
  const flush = () => {
    bytes += bytesOf(cursor.text.slice(plainFrom, cursor.at));
  };
  for (;;) {
    if (cursor.done) cursor.fail('the string has no closing quote', opening);
    const char = cursor.peek();
    if (char === '"') {
      flush();
      cursor.at += 1;
      return bytes;
    }
    if (char !== '\\') {
      cursor.at += 1;
      continue;
    }
    flush();
    bytes += parseEscape(cursor);
    plainFrom = cursor.at;
  }
}

function parseEscape(cursor: Cursor): string {
  const at = cursor.at;
  const char = cursor.peek(1);
  if (char === '"' || char === '\\') {
    cursor.at += 2;
    return char;
  }
  const hex = cursor.peek(2) + cursor.peek(3);
  if (char === 'x' && HEX_PAIR.test(hex)) {
    cursor.at += 4;
    return String.fromCharCode(Number.parseInt(hex, 16));
  }
  const octal = char + hex;
  if (/^[0-3][0-7]{2}$/.test(octal)) {
    cursor.at += 4;
    return String.fromCharCode(Number.parseInt(octal, 8));
  }
  return cursor.fail('invalid escape: only \\", \\\\, \\xHH and \\OOO are known', at);
}

/** The text between the quotes, as it stands. */
function parseRaw(cursor: Cursor): string {
  const opening = cursor.at;
  cursor.expect('r');
  const hashes = cursor.takeWhile(/#/);
  cursor.expect('"');
  const close = cursor.text.indexOf(`"${hashes}`, cursor.at);
  if (close < 0 || close + hashes.length >= cursor.end) cursor.fail('the raw string has no end', opening);
  const text = cursor.text.slice(cursor.at, close);
  cursor.at = close + 1 + hashes.length;
  return bytesOf(text);
}

function parseBytes(cursor: Cursor): string {
  let bytes = '';
  do {
    const pair = cursor.peek() + cursor.peek(1);
    if (!HEX_PAIR.test(pair)) cursor.fail('expected two hexadecimal digits');
    bytes += String.fromCharCode(Number.parseInt(pair, 16));
    cursor.at += 2;
  } while (/^[:.-]$/.test(cursor.peek()) && ++cursor.at > 0);
  return bytes;
}

/** A pattern after `matches`: all but `\"` reaches the regex engine untouched, and a class may hold plain quotes. */
export function parsePatternText(cursor: Cursor): string {
  if (cursor.peek() !== '"') return startsString(cursor) ? parseRaw(cursor) : cursor.fail('expected a pattern');
  const opening = cursor.at;
  cursor.at += 1;
  let pattern = '';
  let inClass = false;
  for (;;) {
    if (cursor.done) cursor.fail('the pattern has no closing quote', opening);
    const char = cursor.peek();
    cursor.at += 1;
    if (char === '"' && !inClass) return bytesOf(pattern);
    if (char === '\\') {
      if (cursor.done) cursor.fail('the pattern has no closing quote', opening);
      const next = cursor.peek();
      cursor.at += 1;
      pattern += next === '"' && !inClass ? '"' : `\\${next}`;
      continue;
    }
    if (char === '[') inClass = true;
    if (char === ']') inClass = false;
    pattern += char;
  }
}

export function parseInteger(cursor: Cursor): bigint {
  const at = cursor.at;
  const negative = cursor.take('-');
  let value: bigint | undefined;
  if (cursor.take('0x')) {
    const digits = cursor.takeWhile(/[0-9a-fA-F]/);
    value = digits === '' ? undefined : BigInt(`0x${digits}`);
  } else {
    const digits = cursor.takeWhile(/[0-9a-fA-F]/);
    if (/^0[0-7]+$/.test(digits)) value = BigInt(`0o${digits.slice(1)}`);
    else if (/^(?:0|[1-9][0-9]*)$/.test(digits)) value = BigInt(digits);
  }
  if (value === undefined) cursor.fail('expected an integer', at);
  const signed = negative ? -value : value;
  if (signed >= MAX || signed < -MAX) cursor.fail('the integer does not fit in 64 bits', at);
  return signed;
}

export function parseIp(cursor: Cursor): Address {
  const at = cursor.at;
  const text = addressText(cursor);
  return parseAddress(text) ?? cursor.fail('expected an IP address', at);
}

/** An address, a network or a range of addresses: the elements of a set. */
export function parseIpRange(cursor: Cursor): Range {
  const at = cursor.at;
  const from = parseIp(cursor);
  if (cursor.take('..')) {
    const to = parseIp(cursor);
    if (from.family !== to.family || from.bits > to.bits) cursor.fail('the range is not in order', at);
    return { from, to };
  }
  if (!cursor.take('/')) return { from, to: from };
  const prefix = cursor.takeWhile(/[0-9]/);
  const range = /^[0-9]{1,3}$/.test(prefix) ? network(from, Number(prefix)) : undefined;
  return range ?? cursor.fail('not a network: the prefix is too long or host bits are set', at);
}

export function parseIntegerRange(cursor: Cursor): Range {
  const at = cursor.at;
  const from = parseInteger(cursor);
  if (!cursor.take('..')) return { from, to: from };
  const to = parseInteger(cursor);
  if (from > to) cursor.fail('the range is not in order', at);
  return { from, to };
}

function addressText(cursor: Cursor): string {
  const from = cursor.at;
  while (/^[0-9a-fA-F:.]$/.test(cursor.peek()) && !cursor.startsWith('..')) cursor.at += 1;
  return cursor.text.slice(from, cursor.at);
}
