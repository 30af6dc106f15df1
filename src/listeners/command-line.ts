/** The text behind `/api-review`: words, quoted texts and `--options`. Pure. */

export interface CommandLine {
  subcommand: string;
  words: string[];
  options: Record<string, string>;
}

const TOKEN = /"([^"]*)"|'([^']*)'|(\S+)/g;

/** Phones turn quotes into curly ones and two hyphens into a dash. */
export function readCommandLine(text: string): CommandLine {
  const plain = text
    .replace(/[“”„«»]/g, '"')
    .replace(/[‘’‚]/g, "'")
    .replace(/[—–](?=[a-z])/g, '--');
  const tokens = [...plain.matchAll(TOKEN)].map((match) => match[1] ?? match[2] ?? match[3] ?? '');
  const words: string[] = [];
  const options: Record<string, string> = {};
  for (let index = 0; index < tokens.length; index += 1) {
    const token = tokens[index] ?? '';
    const option = /^--([a-z]+)(?:=(.*))?$/.exec(token);
    if (!option?.[1]) {
      words.push(token);
      continue;
    }
    const value = option[2] ?? tokens[index + 1] ?? '';
    if (option[2] === undefined) index += 1;
    options[option[1]] = value;
  }
  const [subcommand = '', ...rest] = words;
  return { subcommand: subcommand.toLowerCase(), words: rest, options };
}

/** The nearest known word, when it is near enough to be meant. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const [best] = known
    .map((each) => ({ each, distance: editDistance(word, each) }))
    .sort((a, b) => a.distance - b.distance);
  return best && best.distance <= Math.max(1, Math.floor(best.each.length / 3)) ? best.each : undefined;
}

/** Letters added, left out, replaced, or two neighbours swapped: the slip of a hurried hand. */
function editDistance(typed: string, b: string): number {
  const a = typed.slice(0, 40);
  const rows = [Array.from({ length: b.length + 1 }, (_, index) => index)];
  const at = (i: number, j: number) => rows[i]?.[j] ?? 0;
  for (let i = 1; i <= a.length; i += 1) {
    rows.push([i]);
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = at(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const nearer = swapped ? at(i - 2, j - 2) + 1 : replaced;
      rows[i]?.push(Math.min(at(i, j - 1) + 1, at(i - 1, j) + 1, replaced, nearer));
    }
  }
  return at(a.length, b.length);
}
