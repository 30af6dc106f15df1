import { bytesOf } from './literals.ts';
import { PIECES, type Piece } from './subject.ts';

export type Target = { host: string; method: string; path: string };

/** A stretch of the request line: known bytes, or unknown text of one byte or more, none of them the separator. */
export type Part = { piece: Piece; known: string } | { piece: Piece; separator: number | undefined };

/** The request line of all requests to a target, in order. */
export function requestLine(target: Target): readonly Part[] {
  if (last.target !== target) {
    let parts = lines.get(target);
    if (!parts) {
      parts = PIECES.flatMap((piece) => partsOf(piece, target));
      lines.set(target, parts);
    }
    last = { target, parts };
  }
  return last.parts;
}

/** Many rules are asked about one endpoint in a row, and all endpoints about one rule. */
const lines = new WeakMap<Target, readonly Part[]>();
let last: { target: Target | undefined; parts: readonly Part[] } = { target: undefined, parts: [] };

function partsOf(piece: Piece, { host, method, path }: Target): Part[] {
  switch (piece) {
    case 'method':
      return [{ piece, known: bytesOf(method) }];
    case 'scheme':
      return [{ piece, known: 'https://' }];
    case 'host':
      return template(piece, host, '.');
    case 'path':
      return template(piece, path, '/');
    case 'query-mark':
      return [{ piece, known: '?' }];
    case 'query':
      return [{ piece, separator: undefined }];
  }
}

/** Variables stand in braces, as in `/users/{var1}`. */
function template(piece: Piece, text: string, separator: string): Part[] {
  return text
    .split(/(\{[^{}/]*\})/)
    .map((part, index) =>
      index % 2 === 1 ? { piece, separator: separator.charCodeAt(0) } : { piece, known: bytesOf(part) },
    )
    .filter((part) => !('known' in part && part.known === ''));
}
