import { lower } from './call-function.ts';

/** Whether the whole of a text is what a wildcard describes: the first piece leads, the last one ends, the others follow. */
export function matchesWildcard(text: string, wildcard: string, strict: boolean): boolean {
  const own = strict ? text : lower(text);
  const pieces = [''];
  for (const [token] of (strict ? wildcard : lower(wildcard)).matchAll(/\\[\s\S]|[\s\S]/g)) {
    if (token === '*') pieces.push('');
    else pieces.push((pieces.pop() ?? '') + token.slice(-1));
  }
  const [head = '', ...rest] = pieces;
  const tail = rest.pop();
  if (tail === undefined) return own === head;
  if (!own.startsWith(head) || own.length < head.length + tail.length) return false;
  const end = own.length - tail.length;
  let at = head.length;
  for (const piece of rest) {
    const found = own.indexOf(piece, at);
    if (found < 0 || found + piece.length > end) return false;
    at = found + piece.length;
  }
  return own.endsWith(tail);
}
