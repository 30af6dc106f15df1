/** Every subcommand, in the order in which help tells them. */
import { nearest } from '../../review/nearest.ts';
import { ask, askedIn } from '../ask.ts';
import { readCommandLine } from '../command-line.ts';
import { quoted, type Turn } from '../listener.ts';
import answer from './answer.ts';
import assign from './assign.ts';
import cancel from './cancel.ts';
import type { Subcommand, Typed } from './command.ts';
import connect from './connect.ts';
import decide from './decide.ts';
import digest from './digest.ts';
import exportCommand from './export.ts';
import { helpOn, helpOnAll } from './help.ts';
import inventory from './inventory.ts';
import list from './list.ts';
import remediation from './remediation.ts';
import settings from './settings.ts';
import spec from './spec.ts';
import start from './start.ts';
import status from './status.ts';

const SUBCOMMANDS: readonly Subcommand[] = [
  start,
  status,
  list,
  inventory,
  assign,
  spec,
  answer,
  remediation,
  decide,
  exportCommand,
  digest,
  connect,
  settings,
  cancel,
];

/** `/api-review` as a whole: the subcommand, its help, or the nearest to what was typed. */
export async function runCommand(
  turn: Turn,
  text: string,
  typed: Omit<Typed, 'subcommand' | 'words' | 'options'>,
): Promise<void> {
  const line = readCommandLine(text);
  if (line.subcommand === 'help' || line.subcommand === '') {
    const about = SUBCOMMANDS.find(({ name }) => name === line.words[0]);
    await turn.whisper(about ? helpOn(about) : helpOnAll(SUBCOMMANDS));
    return;
  }
  const subcommand = SUBCOMMANDS.find(({ name }) => name === line.subcommand);
  if (!subcommand && line.words.length > 0 && (await askedIn(turn, text)))
    return ask(turn, text, { channelId: typed.channelId });
  if (!subcommand) {
    const meant = nearest(
      line.subcommand,
      SUBCOMMANDS.map(({ name }) => name),
    );
    const hint = meant ? `Did you mean \`/api-review ${meant}\`?` : 'Nothing was done.';
    await turn.whisper(helpOnAll(SUBCOMMANDS, `There is no ${quoted(line.subcommand)}. ${hint}`));
    return;
  }
  if (line.words.length === 1 && line.words[0] === 'help') {
    await turn.whisper(helpOn(subcommand));
    return;
  }
  await subcommand.run(turn, { ...line, ...typed });
}
