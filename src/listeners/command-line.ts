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
