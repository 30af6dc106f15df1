import { parseAddress } from './addresses.ts';
import type { Address } from './expression.ts';
import { fieldType } from './fields.ts';
import { bytesOf } from './literals.ts';
import type { Type } from './types.ts';

/** What a field holds, as JSON writes it: addresses and all bytes as text. */
export type FieldValue = string | number | boolean | readonly FieldValue[] | { readonly [key: string]: FieldValue };

/**
 * One request, told in full. Of what a caller sends (headers, cookies, a body), what is not named is not sent; of what the
 * edge finds out by itself (an address, a score), what is not named is not known.
 */
export type ConcreteRequest = {
  readonly method: string;
  /** As the edge sees it after normalisation: https, host, path and query. */
  readonly url: string;
  readonly fields: { readonly [name: string]: FieldValue };
};

/** A value of the language; strings hold bytes, one character each. */
export type Known = string | bigint | boolean | Address | readonly Known[] | ReadonlyMap<string, Known>;
/** Absent: a key that a map has not, a position past the end. */
export const MISSING = Symbol('missing');
export const UNKNOWN = Symbol('unknown');
export type Datum = Known | typeof MISSING | typeof UNKNOWN;

export const isMap = (value: Datum): value is ReadonlyMap<string, Known> => value instanceof Map;
export const isList = (value: Datum): value is readonly Known[] => Array.isArray(value);
export const isAddress = (value: Datum): value is Address =>
  typeof value === 'object' && 'family' in value && 'bits' in value;

/** Thrown for what is no request anybody can send. */
export class NoRequest extends Error {}

/** Header fields that the language also reads under a name of their own. */
const HEADER_OF = new Map([
  ['http.cookie', 'cookie'],
  ['http.referer', 'referer'],
  ['http.user_agent', 'user-agent'],
  ['http.x_forwarded_for', 'x-forwarded-for'],
]);

const SENT =
  /^http\.(?:cookie$|referer$|user_agent$|x_forwarded_for$|request\.(?:headers|cookies|accepted_languages|body|jwt)\b)/;

/** Reads the fields of one request. */
export function fieldReader({ method, url, fields }: ConcreteRequest): (name: string) => Datum {
  const [, host = '', path = '', mark = '', query = ''] = /^https:\/\/([^/?#]+)(\/[^?#]*)(\?([^#]*))?$/.exec(url) ?? [];
  if (host === '') throw new NoRequest('the address is not that of a request');
  const line = new Map<string, Known>([
    ['http.host', bytesOf(host)],
    ['http.request.method', bytesOf(method)],
    ['ssl', true],
    ['true', true],
    ['false', false],
  ]);
  for (const prefix of ['http.request.', 'raw.http.request.']) {
    const args = argumentsOf(bytesOf(query));
    line.set(`${prefix}uri.path`, bytesOf(path));
    line.set(`${prefix}uri.path.extension`, extension(bytesOf(path)));
    line.set(`${prefix}uri.query`, bytesOf(query));
    line.set(`${prefix}uri`, bytesOf(path + mark));
    line.set(`${prefix}full_uri`, bytesOf(`https://${host}${path}${mark}`));
    line.set(`${prefix}uri.args`, args);
    line.set(`${prefix}uri.args.names`, [...args.keys()]);
    line.set(`${prefix}uri.args.values`, [...args.values()].flat());
  }
  const given = (name: string): Datum => {
    const type = fieldType(name);
    return Object.hasOwn(fields, name) ? converted(fields[name], type) : UNKNOWN;
  };
  const headers = headersOf(given, host);
  return (name) => {
    const told = given(name);
    if (told !== UNKNOWN && !HEADER_OF.has(name) && name !== 'http.request.headers') {
      if (line.has(name)) throw new NoRequest(`${name} is what the address says`);
      return told;
    }
    const known = line.get(name);
    if (known !== undefined) return known;
    const header = HEADER_OF.get(name);
    if (header !== undefined) return headers.get(header)?.[0] ?? '';
    if (name === 'http.request.headers') return headers;
    if (name === 'http.request.headers.names') return [...headers.keys()];
    if (name === 'http.request.headers.values') return [...headers.values()].flat();
    return SENT.test(name) ? nothing(fieldType(name)) : UNKNOWN;
  };
}

/** The same header told twice has to be the same. */
function headersOf(given: (name: string) => Datum, host: string): Map<string, readonly string[]> {
  const headers = new Map<string, readonly string[]>([['host', [bytesOf(host)]]]);
  const told = given('http.request.headers');
  if (isMap(told)) for (const [name, values] of told) headers.set(name, values as readonly string[]);
  if (headers.get('host')?.[0] !== bytesOf(host)) throw new NoRequest('a host that is not that of the address');
  for (const [field, name] of HEADER_OF) {
    const value = given(field);
    if (typeof value !== 'string') continue;
    const header = headers.get(name);
    if (header && header[0] !== value) throw new NoRequest(`${field} is told twice`);
    if (value !== '') headers.set(name, [value]);
  }
  return headers;
}

function converted(value: unknown, type: Type | undefined): Datum {
  if (type === 'String') return typeof value === 'string' ? bytesOf(value) : UNKNOWN;
  if (type === 'Integer') return typeof value === 'number' && Number.isSafeInteger(value) ? BigInt(value) : UNKNOWN;
  if (type === 'IP') return typeof value === 'string' ? (parseAddress(value) ?? UNKNOWN) : UNKNOWN;
  if (type === 'Boolean') return typeof value === 'boolean' ? value : UNKNOWN;
  if (type === undefined || typeof value !== 'object' || value === null) return UNKNOWN;
  if ('array' in type) {
    if (!Array.isArray(value)) return UNKNOWN;
    const items = value.map((item) => converted(item, type.array));
    return items.every(isKnown) ? items : UNKNOWN;
  }
  const entries = Object.entries(value).map(([key, item]) => [bytesOf(key), converted(item, type.map)] as const);
  return entries.every(isKnownEntry) ? new Map(entries) : UNKNOWN;
}

export const isKnown = (value: Datum): value is Known => value !== MISSING && value !== UNKNOWN;
const isKnownEntry = (entry: readonly [string, Datum]): entry is readonly [string, Known] => isKnown(entry[1]);

function nothing(type: Type | undefined): Datum {
  if (type === 'String') return '';
  if (typeof type !== 'object') return UNKNOWN;
  return 'array' in type ? [] : new Map();
}

function argumentsOf(query: string): Map<string, string[]> {
  const args = new Map<string, string[]>();
  for (const part of query.split('&').filter(Boolean)) {
    const [, name = '', value = ''] = /^([^=]*)=?([\s\S]*)$/.exec(part) ?? [];
    args.set(name, [...(args.get(name) ?? []), value]);
  }
  return args;
}

function extension(path: string): string {
  const segment = path.slice(path.lastIndexOf('/') + 1);
  const dot = segment.lastIndexOf('.');
  return dot > 0 ? segment.slice(dot + 1).replace(/[A-Z]/g, (letter) => letter.toLowerCase()) : '';
}
