/** Slack's own markup, read into a tree. What is not markup stays text, whatever it looks like. */
export type Inline =
  | { kind: 'text' | 'code' | 'emoji'; text: string }
  | { kind: 'bold' | 'italic' | 'strike'; parts: Inline[] }
  | { kind: 'user' | 'channel' | 'group'; id: string; label: string }
  | { kind: 'broadcast'; text: string }
  | { kind: 'date'; seconds: number; format: string; fallback: string }
  | { kind: 'link'; url: string; label: string };

export type Paragraph = { kind: 'lines' | 'quote'; parts: Inline[] } | { kind: 'preformatted'; text: string };

export function readMrkdwn(text: string): Paragraph[] {
  return text.split(/```\n?([\s\S]+?)\n?```\n?/).flatMap((part, index): Paragraph[] => {
    if (index % 2 === 1) return [{ kind: 'preformatted', text: unescaped(part) }];
    return part === '' ? [] : readLines(part);
  });
}

/** Neighbouring quoted lines are one quote, other neighbours one run of lines. */
function readLines(text: string): Paragraph[] {
  const runs: { quote: boolean; lines: string[] }[] = [];
  for (const line of text.split('\n')) {
    const quoted = /^(?:&gt;|>) ?(.*)$/.exec(line);
    const last = runs.at(-1);
    const content = quoted?.[1] ?? line;
    if (last && last.quote === (quoted !== null)) last.lines.push(content);
    else runs.push({ quote: quoted !== null, lines: [content] });
  }
  return runs
    .map(({ quote, lines }) => ({ kind: quote ? ('quote' as const) : ('lines' as const), text: lines.join('\n') }))
    .filter((run) => run.text !== '')
    .map(({ kind, text }) => ({ kind, parts: readInline(text) }));
}

// Inside an emphasis, code and <…> are taken whole, so that a star within `/v1/*` does not end it.
const within = (mark: string) =>
  `(?=\\S)((?:\`[^\`\\n]*\`|<[^<>\\n]*>|\`(?![^\`\\n]*\`)|<(?![^<>\\n]*>)|[^${mark}\`<\\n])+?)(?<=\\S)`;
const emphasis = (mark: string) => `(?<![\\w${mark}])${mark}${within(mark)}${mark}(?![\\w${mark}])`;

const token = new RegExp(
  [
    '`([^`\\n]+)`',
    '<([^<>\\n]+)>',
    ':([a-z0-9_+-]+):',
    '(https?:\\/\\/[^\\s<>|]+[^\\s<>|.,;:!?)\\]*_~])',
    emphasis('\\*'),
    emphasis('_'),
    emphasis('~'),
  ].join('|'),
  'g',
);

function readInline(text: string): Inline[] {
  const parts: Inline[] = [];
  let end = 0;
  for (const found of text.matchAll(token)) {
    const part = readToken(found);
    if (!part) continue;
    if (found.index > end) parts.push({ kind: 'text', text: unescaped(text.slice(end, found.index)) });
    parts.push(part);
    end = found.index + found[0].length;
  }
  if (end < text.length) parts.push({ kind: 'text', text: unescaped(text.slice(end)) });
  return parts;
}

function readToken([, code, angle, name, url, bold, italic, strike]: RegExpMatchArray): Inline | undefined {
  if (code !== undefined) return { kind: 'code', text: unescaped(code) };
  if (angle !== undefined) return readAngle(angle);
  if (name !== undefined) return { kind: 'emoji', text: name };
  if (url !== undefined) return { kind: 'link', url: unescaped(url), label: unescaped(url) };
  if (bold !== undefined) return { kind: 'bold', parts: readInline(bold) };
  if (italic !== undefined) return { kind: 'italic', parts: readInline(italic) };
  return { kind: 'strike', parts: readInline(strike ?? '') };
}

/** What stands between angle brackets, when it is one of Slack's own forms. */
function readAngle(content: string): Inline | undefined {
  const [head = '', ...rest] = content.split('|');
  const label = unescaped(rest.join('|'));
  const [, sign, id = ''] = /^(@|#|!subteam\^)(\w+)$/.exec(head) ?? [];
  if (sign === '@') return { kind: 'user', id, label };
  if (sign === '#') return { kind: 'channel', id, label };
  if (sign) return { kind: 'group', id, label };
  if (/^!(here|channel|everyone)$/.test(head)) return { kind: 'broadcast', text: `@${head.slice(1)}` };
  const [, seconds, format] = /^!date\^(\d+)\^([^^]+)/.exec(head) ?? [];
  if (seconds && format) return { kind: 'date', seconds: Number(seconds), format: unescaped(format), fallback: label };
  if (!/^(https?:\/\/|mailto:)/i.test(head)) return undefined;
  const url = unescaped(head);
  return { kind: 'link', url, label: label || url.replace(/^mailto:/i, '') };
}

const unescaped = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
