/** What the literals of an expression stand for. Each `at` is where the literal begins. */
import { network as addressesOf, parseAddress } from './addresses.ts';
import type { Address, Range } from './expression.ts';
import { parseRegex } from './regex.ts';
import { RegexError, Unsupported } from './regex-errors.ts';
import { fail } from './syntax-error.ts';
import { parseWildcard } from './wildcard.ts';

const MAX = 2n ** 63n;
/** 64 bits have no more digits than this, in any base. */
const MAX_DIGITS = 22;
const MAX_POSITION = 0xffffffffn;

const BEYOND_ASCII = /[^\0-\x7f]/;

/** The bytes of a text, one character each. */
export function bytesOf(text: string): string {
  return BEYOND_ASCII.test(text) ? Buffer.from(text, 'utf8').toString('latin1') : text;
}

export function integer(text: string, at: number): bigint {
  const [, sign, zero = '', digits = ''] = /^(-?)(0?x?)0*([0-9a-fA-F]*)$/.exec(text) ?? [];
  const base = zero === '0x' ? '0x' : zero === '0' ? '0o' : '';
  const size = digits.length > MAX_DIGITS ? MAX : BigInt(`${digits && base}${digits}`);
  const value = sign ? -size : size;
  if (digits.length > MAX_DIGITS || value >= MAX || value < -MAX) fail('the integer does not fit in 64 bits', at);
  return value;
}

export function position(value: bigint, at: number): number {
  if (value < 0n || value > MAX_POSITION) fail('an index counts from zero', at);
  return Number(value);
}

export function integerRange(from: bigint, to: bigint, at: number): Range {
  if (from > to) fail('the range is not in order', at);
  return { from, to };
}

export function isAddress(text: string): boolean {
  return parseAddress(text) !== undefined;
}

export function address(text: string): Address | undefined {
  return parseAddress(text);
}

export function addressRange(from: Address, to: Address, at: number): Range {
  if (from.family !== to.family || from.bits > to.bits) fail('the range is not in order', at);
  return { from, to };
}

export function network(from: Address, prefix: string, at: number): Range {
  const range = /^[0-9]{1,3}$/.test(prefix) ? addressesOf(from, Number(prefix)) : undefined;
  return range ?? fail('not a network: the prefix is too long or host bits are set', at);
}

export function wildcardPattern(text: string, at: number): string {
  const pattern = parseWildcard(text, false);
  return 'error' in pattern ? fail(pattern.error, at) : text;
}

export function regularExpression(text: string, at: number): string {
  try {
    parseRegex(text);
  } catch (error) {
    if (error instanceof RegexError) fail(`invalid regular expression: ${error.message}`, at);
    if (!(error instanceof Unsupported)) throw error;
  }
  return text;
}
