import { bytesOf } from './literals.ts';
import type { Piece } from './subject.ts';

export type Target = { host: string; method: string; path: string };

/** A stretch of the request line: known bytes, or unknown text of one byte or more, none of them the separator. */
export type Part = { piece: Piece; known: string } | { piece: Piece; separator: number | undefined };

/** The request line of all requests to a target, in order. */
export function requestLine(target: Target): readonly Part[] {
  if (last.target !== target) {
    let parts = lines.get(target);
    if (!parts) {
      parts = [...before(target), ...template('path', target.path, '/'), ...AFTER];
      lines.set(target, parts);
    }
    last = { target, parts };
  }
  return last.parts;
}

/** Many rules are asked about one endpoint in a row, and all endpoints about one rule. */
const lines = new WeakMap<Target, readonly Part[]>();
let last: { target: Target | undefined; parts: readonly Part[] } = { target: undefined, parts: [] };

/** Thousands of endpoints stand at a few hosts: what comes before their paths is made for the last one, and kept. */
let lastBefore: { method: string; host: string; parts: readonly Part[] } | undefined;

function before({ method, host }: Target): readonly Part[] {
  if (lastBefore?.method !== method || lastBefore.host !== host) {
    const known: Part[] = [
      { piece: 'method', known: bytesOf(method) },
      { piece: 'scheme', known: 'https://' },
    ];
    lastBefore = { method, host, parts: [...known, ...template('host', host, '.')] };
  }
  return lastBefore.parts;
}

const AFTER: readonly Part[] = [
  { piece: 'query-mark', known: '?' },
  { piece: 'query', separator: undefined },
];

/** Variables stand in braces, as in `/users/{var1}`. */
function template(piece: Piece, text: string, separator: string): Part[] {
  if (text !== '' && !text.includes('{')) return [{ piece, known: bytesOf(text) }];
  return text
    .split(/(\{[^{}/]*\})/)
    .map((part, index) =>
      index % 2 === 1 ? { piece, separator: separator.charCodeAt(0) } : { piece, known: bytesOf(part) },
    )
    .filter((part) => !('known' in part && part.known === ''));
}
