import { ANYTHING, oneByte, type Pattern } from './pattern.ts';

/** The pattern of a `wildcard`, or what is wrong with it. A star spans everything; only `\*` and `\\` are escapes. */
export function parseWildcard(text: string, ignoreCase: boolean): Pattern | { error: string } {
  const parts: Pattern[] = [];
  let afterStar = false;
  for (let index = 0; index < text.length; index += 1) {
    const char = text.charAt(index);
    if (char === '*') {
      if (afterStar) return { error: 'two stars in a row' };
      afterStar = true;
      parts.push(ANYTHING);
      continue;
    }
    afterStar = false;
    if (char === '\\') {
      index += 1;
      const escaped = text.charAt(index);
      if (escaped !== '*' && escaped !== '\\') return { error: 'a backslash may only precede a star or a backslash' };
    }
    parts.push(oneByte(text.charCodeAt(index), ignoreCase));
  }
  return { kind: 'sequence', parts };
}
