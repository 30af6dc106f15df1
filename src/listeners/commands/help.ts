/** Every subcommand in a line, or one of them in full. */
import { message, section } from '../../messages/message.ts';
import { EXAMPLES } from '../../messages/understood.ts';
import type { Subcommand } from './command.ts';

export function helpOn(command: Subcommand) {
  const lines = command.usage.map(([example, meaning]) => `\`/api-review ${example}\`\n${meaning}`);
  const text = `/api-review ${command.name}: ${command.summary}`;
  return message(text, [section(`*${text}*`), section(lines.join('\n'))]);
}

export function helpOnAll(commands: readonly Subcommand[], before?: string) {
  const lines = commands.map(({ name, summary }) => `\`/api-review ${name}\` ${summary}`);
  const text = before ?? 'With api-review you review how well your APIs are protected at Cloudflare.';
  return message(text, [
    section(text),
    section(lines.join('\n')),
    section(
      `Add \`help\` after any command for examples. Or ask in your own words, here, by a mention or in a direct message: “${EXAMPLES.unowned}”, “${EXAMPLES.decisions}”`,
    ),
  ]);
}
