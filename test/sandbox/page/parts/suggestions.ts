/** The command's words, as a person may be offered them while typing. */
const subcommands: Record<string, string> = {
  start: 'start a review: start shop.example',
  status: 'where the review stands',
  list: 'reviews you can see',
  inventory: 'endpoints and their owners',
  assign: 'name the owner of endpoints',
  spec: 'add an OpenAPI document',
  answer: 'answer open questions in a form',
  remediation: 'what to fix, in order',
  decide: 'decide on a remediation item',
  export: 'the deliverables as files',
  digest: 'the weekly digest of this channel',
  connect: 'connect Cloudflare',
  settings: 'settings of this workspace',
  cancel: 'cancel a review',
  help: 'what can be asked',
};

export interface Suggestion {
  /** What stands in the composer once it is taken. */
  text: string;
  title: string;
  note: string;
}

interface Known {
  people: { name: string; realName: string; here: boolean }[];
  /** A thread takes no commands. */
  commands: boolean;
}

export function suggest(typed: string, { people, commands }: Known): Suggestion[] {
  const command = commands && /^\/(?:[\w-]*$|api-review\s+(\w*)$)/.exec(typed);
  if (command) {
    const word = command[1] ?? '';
    if (command[1] === undefined && !'/api-review'.startsWith(typed)) return [];
    return Object.entries(subcommands)
      .filter(([name]) => name.startsWith(word) && name !== word)
      .map(([name, note]) => ({ text: `/api-review ${name} `, title: `/api-review ${name}`, note }));
  }
  const mention = /(^|\s)@(\w*)$/.exec(typed);
  if (!mention) return [];
  const before = typed.slice(0, typed.length - (mention[2] ?? '').length);
  return people
    .filter((one) => one.here && one.name.startsWith(mention[2] ?? '') && one.name !== mention[2])
    .map((one) => ({ text: `${before}${one.name} `, title: `@${one.name}`, note: one.realName }));
}
