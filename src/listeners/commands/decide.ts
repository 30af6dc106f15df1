/** Decides an item by its number, for those who would rather type than click. */
import { listItems } from '../../../db/results.ts';
import { plain, safe } from '../../messages/message.ts';
import { choiceInWords } from '../../messages/remediation-list.ts';
import type { Choice } from '../../review/review.ts';
import { decideOn } from '../decide-on.ts';
import { UserError } from '../listener.ts';
import { openReviewHere } from '../reviews.ts';
import type { Subcommand } from './command.ts';

const WORDS: Record<string, Choice> = {
  enforce: 'enforce-now',
  log: 'log-first',
  canary: 'canary',
  origin: 'fix-at-origin',
};

export default {
  name: 'decide',
  summary: 'decide an item of the remediation list by its number',
  usage: [
    ['decide 3 log', 'log first'],
    ['decide 3 enforce', 'enforce now; also `canary` and `origin`'],
  ],
  async run(turn, { channelId, words: [number = '', word = ''] }) {
    const review = await openReviewHere(turn, channelId);
    const choice = WORDS[word.toLowerCase()];
    const item = (await listItems(turn.tx, review.id)).find((each) => String(each.rank) === number);
    if (!item || !choice) {
      throw new UserError(
        'Please say which item and what, as in `/api-review decide 3 log` (or `enforce`, `canary`, `origin`). To accept a risk, use its button. Nothing was decided.',
      );
    }
    if (!item.choices.includes(choice)) {
      const may = item.choices.map(choiceInWords).join(', ');
      throw new UserError(
        `${choiceInWords(choice)} does not fit this item on this plan. There are: ${may}. Nothing was decided.`,
      );
    }
    await decideOn(turn, review, item, { choice, reason: null, until: null });
    const then = item.needSecond.includes(choice)
      ? 'A second person has to approve it: they are asked in the review’s thread.'
      : 'It stands in the review’s thread.';
    await turn.whisper(plain(`${choiceInWords(choice)} for ${item.rank}. ${safe(item.title)}. ${then}`));
  },
} satisfies Subcommand;
