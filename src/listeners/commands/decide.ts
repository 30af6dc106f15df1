/** Decides an item by its number, for those who would rather type than click. */
import { decisionFor } from '../../../db/decisions.ts';
import { listItems } from '../../../db/results.ts';
import { count } from '../../messages/message.ts';
import { choiceInWords } from '../../messages/remediation-list.ts';
import type { Mark } from '../../review/marks.ts';
import { CHOICE_WORDS, decideOn } from '../decide-on.ts';
import { openAcceptForm } from '../item-meant.ts';
import { UserError } from '../listener.ts';
import { openMarkForm } from '../mark-item.ts';
import { openReviewHere } from '../reviews.ts';
import { tellDecided } from '../tell-decided.ts';
import type { Subcommand } from './command.ts';

const MARK_WORDS: Record<string, Mark['kind']> = {
  planned: 'planned',
  'false-positive': 'false-positive',
  false: 'false-positive',
};

export default {
  name: 'decide',
  summary: 'decide an item of the remediation list by its number',
  usage: [
    ['decide 3 log', 'log first'],
    ['decide 3 enforce', 'enforce now; also `canary` and `origin`'],
    ['decide 3 accept', 'accept the risk until a day: a form asks why'],
    ['decide 3 planned', 'it is planned until a day: a form asks what; it stays in the list'],
    [
      'decide 3 false-positive',
      'it is wrong: a form asks why; it leaves the list until a day, or until something else is found',
    ],
  ],
  async run(turn, { channelId, words: [number = '', word = '', ...name] }) {
    const review = await openReviewHere(turn, channelId, { name, as: `decide ${number || '3'} ${word || 'log'}` });
    const choice = CHOICE_WORDS[word.toLowerCase()];
    const said = MARK_WORDS[word.toLowerCase()];
    const items = await listItems(turn.tx, review.id);
    const item = items.find((each) => String(each.rank) === number);
    if (item && said) return openMarkForm(turn, review, item, said);
    if (!item && choice && /^[0-9]{1,6}$/.test(number)) {
      throw new UserError(
        `There is no item ${number}: the list has ${count(items.length, 'item')}. \`/api-review remediation\` shows them. Nothing was decided.`,
      );
    }
    if (!item || !choice) {
      throw new UserError(
        'Please say which item and what, as in `/api-review decide 3 log` (or `enforce`, `canary`, `origin`, `accept`, `planned`, `false-positive`). Nothing was decided.',
      );
    }
    if (!item.choices.includes(choice)) {
      const may = item.choices.map(choiceInWords).join(', ');
      throw new UserError(
        `${choiceInWords(choice)} does not fit this item on this plan. There are: ${may}. Nothing was decided.`,
      );
    }
    const before = await decisionFor(turn.tx, review.id, item.id);
    if (choice === 'accept') return openAcceptForm(turn, review, item, before?.id); // perhaps for longer than before
    const replaces = before?.choice === choice ? undefined : before?.id;
    await tellDecided(turn, review, item, choice, before);
    await decideOn(turn, review, item, { choice, reason: null, until: null }, replaces);
  },
} satisfies Subcommand;
