import { createHash } from 'node:crypto';
import { printAddress } from './addresses.ts';
import { type Datum, isAddress, isKnown, isList, isMap, type Known, MISSING, UNKNOWN } from './concrete-request.ts';
import { bytesOf } from './literals.ts';
import { matchesWildcard } from './match-wildcard.ts';

/** What a function of the language gives for these arguments; a missing one gives a missing value, but for concat(). */
export function callFunction(name: string, args: readonly Datum[]): Datum {
  if (name === 'concat') return concat(args);
  if (args.includes(UNKNOWN)) return UNKNOWN;
  if (args.includes(MISSING)) return MISSING;
  const known = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
  return known ? known(...args.filter(isKnown)) : UNKNOWN;
}

const FUNCTIONS: Record<string, (...args: Known[]) => Datum> = {
  lower: (text) => onText(text, lower),
  upper: (text) => onText(text, (own) => own.replace(/[a-z]/g, (letter) => letter.toUpperCase())),
  starts_with: (text, start) => onTexts(text, start, (own, other) => own.startsWith(other)),
  ends_with: (text, end) => onTexts(text, end, (own, other) => own.endsWith(other)),
  len: (value) => (typeof value === 'string' || isList(value) ? BigInt(value.length) : UNKNOWN),
  substring: (text, start, end) => onText(text, (own) => substring(own, start, end)),
  split: (text, separator, limit) => onTexts(text, separator, (own, by) => split(own, by, Number(limit))),
  join: (list, separator) => (isList(list) ? list.join(String(separator)) : UNKNOWN),
  url_decode: (text, options = '') => onTexts(text, options, urlDecode),
  remove_bytes: (text, bytes) =>
    onTexts(text, bytes, (own, some) => [...own].filter((byte) => !some.includes(byte)).join('')),
  remove_query_args: (query, ...names) =>
    onText(query, (own) => {
      const isLeft = (part: string) => !names.includes(/^[^=]*/.exec(part)?.[0] ?? '');
      return own.split('&').filter(isLeft).join('&');
    }),
  wildcard_replace: (text, pattern, ...rest) =>
    // what is put in depends on what each star took: only a text that does not match is left as it is for certain
    onTexts(text, pattern, (own, stars) => (matchesWildcard(own, stars, rest[1] === 's') ? UNKNOWN : own)),
  to_string: (value) => (isAddress(value) ? printAddress(value) : typeof value === 'object' ? UNKNOWN : String(value)),
  lookup_json_string: (text, ...keys) => {
    const found = lookUp(text, keys);
    return typeof found === 'string' ? bytesOf(found) : found === UNKNOWN ? UNKNOWN : MISSING;
  },
  lookup_json_integer: (text, ...keys) => {
    const found = lookUp(text, keys);
    if (typeof found !== 'number') return found === UNKNOWN ? UNKNOWN : MISSING;
    return Number.isSafeInteger(found) ? BigInt(found) : UNKNOWN;
  },
  has_key: (map, key) => (isMap(map) ? map.has(String(key)) : UNKNOWN),
  has_value: (from, value) => {
    const items = isMap(from) ? [...from.values()] : isList(from) ? from : undefined;
    return items === undefined ? UNKNOWN : items.some((item) => isSame(item, value));
  },
  cidr: (ip, four, six) => (isAddress(ip) ? masked(ip, Number(ip.family === 4 ? four : six)) : UNKNOWN),
  cidr6: (ip, six) => (isAddress(ip) ? (ip.family === 4 ? ip : masked(ip, Number(six))) : UNKNOWN),
  decode_base64: (text) => onText(text, decodeBase64),
  encode_base64: (text, flags = '') =>
    onTexts(text, flags, (own, how) => {
      const encoded = Buffer.from(own, 'latin1').toString(how.includes('u') ? 'base64url' : 'base64');
      const bare = encoded.replace(/=+$/, '');
      return how.includes('p') ? bare.padEnd(Math.ceil(bare.length / 4) * 4, '=') : bare;
    }),
  sha256: (text) =>
    onText(text, (own) => createHash('sha256').update(Buffer.from(own, 'latin1')).digest().toString('latin1')),
};

export const lower = (text: string): string => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());

const onText = (text: Known | undefined, run: (text: string) => Datum): Datum =>
  typeof text === 'string' ? run(text) : UNKNOWN;

const onTexts = (a: Known | undefined, b: Known | undefined, run: (a: string, b: string) => Datum): Datum =>
  typeof a === 'string' && typeof b === 'string' ? run(a, b) : UNKNOWN;

/** Missing parts are left out; of nothing but missing parts it is not known what comes. */
function concat(args: readonly Datum[]): Datum {
  if (args.includes(UNKNOWN)) return UNKNOWN;
  const parts = args.filter(isKnown);
  if (parts.length === 0) return UNKNOWN;
  if (parts.every((part) => typeof part === 'string')) return parts.join('');
  return parts.every(isList) ? parts.flat() : UNKNOWN;
}

/** Places past either end are not described. */
function substring(text: string, start: Known | undefined, end: Known | undefined): Datum {
  const place = (at: Known | undefined) => {
    const number = Number(at);
    return number < 0 ? text.length + number : number;
  };
  const [from, to] = [place(start), end === undefined ? text.length : place(end)];
  return from < 0 || to > text.length || from > to ? UNKNOWN : text.slice(from, to);
}

/** The last part keeps the rest. */
function split(text: string, separator: string, limit: number): Datum {
  if (separator === '' || !(limit >= 1)) return UNKNOWN;
  const parts = text.split(separator);
  return parts.length <= limit ? parts : [...parts.slice(0, limit - 1), parts.slice(limit - 1).join(separator)];
}

function urlDecode(text: string, options: string): Datum {
  const once = (given: string) =>
    given.replace(/\+|%u([0-9a-fA-F]{4})|%([0-9a-fA-F]{2})/g, (all, wide?: string, narrow?: string) => {
      if (all === '+') return ' ';
      if (narrow !== undefined) return String.fromCharCode(Number.parseInt(narrow, 16));
      return options.includes('u') ? bytesOf(String.fromCharCode(Number.parseInt(wide ?? '', 16))) : all;
    });
  let decoded = once(text);
  if (!options.includes('r')) return decoded;
  for (let last = text; decoded !== last; ) {
    last = decoded;
    decoded = last.includes('%') ? once(last) : last;
  }
  return decoded;
}

function lookUp(text: Known | undefined, keys: readonly Known[]): unknown {
  if (typeof text !== 'string') return UNKNOWN;
  let at: unknown;
  try {
    at = JSON.parse(Buffer.from(text, 'latin1').toString('utf8'));
  } catch {
    return MISSING;
  }
  for (const key of keys) {
    if (typeof key === 'bigint') at = Array.isArray(at) ? at[Number(key)] : undefined;
    else {
      const name = Buffer.from(String(key), 'latin1').toString('utf8');
      const isObject = typeof at === 'object' && at !== null && !Array.isArray(at);
      at = isObject && Object.hasOwn(at as object, name) ? (at as Record<string, unknown>)[name] : undefined;
    }
  }
  return at;
}

function masked({ family, bits }: { family: 4 | 6; bits: bigint }, prefix: number): Datum {
  const width = family === 4 ? 32 : 128;
  if (!(prefix >= 0 && prefix <= width)) return UNKNOWN;
  const hosts = BigInt(width - prefix);
  return { family, bits: (bits >> hosts) << hosts };
}

function decodeBase64(text: string): Datum {
  if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text)) return UNKNOWN;
  return Buffer.from(text, 'base64').toString('latin1');
}

export function isSame(a: Known, b: Known | undefined): boolean {
  if (b !== undefined && isAddress(a) && isAddress(b)) return a.family === b.family && a.bits === b.bits;
  return a === b;
}
