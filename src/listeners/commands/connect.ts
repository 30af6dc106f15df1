/** Takes a Cloudflare token, by a form that shows nothing of it. */
import { connectForm } from '../../messages/connection.ts';
import type { Subcommand } from './command.ts';

export default {
  name: 'connect',
  summary: 'connect Cloudflare with an API token',
  usage: [['connect', 'opens a form; only workspace admins may']],
  async run(turn) {
    turn.demand('connect Cloudflare');
    turn.open(connectForm());
  },
} satisfies Subcommand;
