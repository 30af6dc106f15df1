/** How lines look where they are read: colours and a width on a terminal, neither in a file or a pipe. */
export type Look = { colour: boolean; columns: number | undefined };
export type Tone = 'title' | 'bad' | 'warning' | 'faint';
export type Line = { text: string; tone?: Tone };

const CODES: Record<Tone, string> = { title: '1', bad: '31', warning: '33', faint: '2' };
const NARROWEST = 40; // below this, breaking lines makes them harder to read

const TIED = '\u00a0';

/** A name that stays on one line where it can. */
export const unbroken = (name: string): string => name.replaceAll(' ', TIED);

export const line = (text: string, tone?: Tone): Line => (tone === undefined ? { text } : { text, tone });

export function drawn(lines: readonly Line[], { colour, columns }: Look): string {
  return lines
    .flatMap(({ text, tone }) =>
      wrapped(text, columns).map((part) => painted(part.replaceAll(TIED, ' '), colour ? tone : undefined)),
    )
    .join('\n');
}

const painted = (part: string, tone: Tone | undefined): string =>
  tone && part ? `\u001b[${CODES[tone]}m${part}\u001b[0m` : part;

/** Broken at spaces, the rest two columns further in than the line began. */
function wrapped(text: string, columns = Number.POSITIVE_INFINITY): string[] {
  if (text.length <= columns || columns < NARROWEST) return [text];
  const indent = /^ */.exec(text)?.[0] ?? '';
  const parts: string[] = [];
  let part = indent;
  for (const word of text.slice(indent.length).split(' ')) {
    const isFirst = part.trim() === '';
    if (!isFirst && part.length + 1 + word.length > columns) {
      parts.push(part);
      part = `${indent}  ${word}`;
    } else part += isFirst ? word : ` ${word}`;
  }
  return [...parts, part];
}
