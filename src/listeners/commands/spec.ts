/** Where OpenAPI documents come from. */
import { plain } from '../../messages/message.ts';
import type { Subcommand } from './command.ts';

export default {
  name: 'spec',
  summary: 'where OpenAPI documents come from',
  usage: [['spec', 'how to have your OpenAPI documents compared with what is there']],
  async run(turn) {
    turn.demand('read a review');
    await turn.whisper(
      plain(
        'Every scan reads the OpenAPI documents that are uploaded to Cloudflare’s schema validation, so upload yours there and start a review. ' +
          'This version takes no document from Slack; in a terminal, `npm run scan -- --zone shop.example --openapi FILE` compares one.',
      ),
    );
  },
} satisfies Subcommand;
