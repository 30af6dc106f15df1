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

function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [i, letter] of [...a.slice(0, 40)].entries()) {
    const row = [i + 1];
    for (const [j, other] of [...b].entries()) {
      row.push(
        Math.min((row[j] ?? 0) + 1, (previous[j + 1] ?? 0) + 1, (previous[j] ?? 0) + (letter === other ? 0 : 1)),
      );
    }
    previous = row;
  }
  return previous[b.length] ?? a.length;
}
