/** Begins a review of a zone. Whether there is such a zone, and what reading it costs, is a job's to find out. */
import { startForm } from '../../messages/start-form.ts';
import { UserError } from '../listener.ts';
import { startReview } from '../start-review.ts';
import type { Subcommand } from './command.ts';

const KNOWN = ['name', 'due', 'hosts'];

export default {
  name: 'start',
  summary: 'begin a review of a zone in this channel',
  usage: [
    ['start shop.example', 'begins at once, and tells you what it will cost'],
    [
      'start shop.example --name "Q4" --due 2026-12-24 --hosts api.shop.example,pay.shop.example',
      'with a name, a due date, or only some hosts',
    ],
    ['start', 'opens a form'],
  ],
  async run(turn, { words, options, channelId, responseUrl }) {
    turn.demand('start a review');
    const [zone, ...rest] = words;
    if (zone === undefined && Object.keys(options).length === 0) {
      turn.open(startForm(channelId));
      return;
    }
    if (zone === undefined)
      throw new UserError('Which zone? For example `/api-review start shop.example`. Nothing was started.');
    if (rest.length > 0) {
      throw new UserError(
        'One zone at a time, please, and a name of several words in quotes: `/api-review start shop.example --name "Q4 review"`. Nothing was started.',
      );
    }
    const unknown = Object.keys(options).find((name) => !KNOWN.includes(name));
    if (unknown !== undefined) {
      throw new UserError(
        `I do not know \`--${unknown}\`. There are \`--name\`, \`--due\` and \`--hosts\`. Nothing was started.`,
      );
    }
    await startReview(turn, { zone, channelId, responseUrl, ...options });
  },
} satisfies Subcommand;
