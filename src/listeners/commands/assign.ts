/** Names an owner for endpoints by a pattern, in this review and, as a rule, in those to come. */
import { assignForm } from '../../messages/assign-form.ts';
import { code, safe } from '../../messages/message.ts';
import { readPattern } from '../../review/ownership.ts';
import type { Review } from '../../review/review.ts';
import { aboutNothing, assignOwner } from '../assign-owner.ts';
import { UserError } from '../listener.ts';
import { mentioned, mentionedOwner } from '../mentioned.ts';
import { openReviewHere } from '../reviews.ts';
import { suggestOwners } from '../suggest-owners.ts';
import type { Subcommand } from './command.ts';

export default {
  name: 'assign',
  summary: 'say who owns endpoints',
  usage: [
    [
      'assign',
      'opens a form, for many patterns at once or a file of owners; one dropped in the review’s thread is read too',
    ],
    ['assign suggest', 'who might own what has no owner yet, and why'],
    ['assign api.shop.example @dana', 'everything on a host'],
    ['assign api.shop.example/v1/refunds/** @dana', 'everything below a path'],
    ['assign POST api.shop.example/v1/login @dana', 'one endpoint'],
    ['assign api.pay.example @payments deputy @eve', 'to a user group, and who may act for it'],
  ],
  async run(turn, { words, channelId }) {
    if (words.length > 0 && /^suggest(?:ions)?$/i.test(words[0] ?? ''))
      return suggestOwners(turn, channelId, words.slice(1));
    if (words.length === 0) {
      const groups = await turn.groups();
      const review = await openReviewHere(turn, channelId, { name: [], as: 'assign' });
      turn.demand('assign owners', { leadId: review.leadId });
      turn.open(assignForm(review, groups));
      return;
    }
    const at = words.findIndex((word) => mentionedOwner(word) !== undefined);
    const ownerId = mentionedOwner(words[at] ?? '');
    const pattern = readPattern(words.slice(0, Math.max(at, 0)).join(' '));
    if (!ownerId || !pattern) {
      throw new UserError(
        'Please name endpoints and an owner, as in `/api-review assign api.shop.example/v1/refunds/** @dana`. Nothing was changed.',
      );
    }
    const { deputyId, rest } = deputyIn(words.slice(at + 1));
    if (deputyId === ownerId) throw new UserError('Owner and deputy are the same. Nothing was changed.');
    for (const each of [ownerId, deputyId]) {
      const whyNot = each && (await turn.whyNotOwner(each));
      if (whyNot) throw new UserError(`${whyNot} Nothing was changed.`);
    }
    const hidden = await turn.whyNotSeen([ownerId, ...(deputyId ? [deputyId] : [])], channelId);
    if (hidden) throw new UserError(`${hidden} Nothing was changed.`);
    const named = { name: rest, as: `assign ${pattern} @dana` };
    // Where several are under way, the endpoints say as a rule which is meant.
    const fits = async ({ id }: Review) => (await aboutNothing(turn, id, [pattern])).length === 0;
    const review = await openReviewHere(turn, channelId, named, fits);
    turn.demand('assign owners', { leadId: review.leadId });
    if (!(await fits(review)))
      throw new UserError(`No endpoint of ${safe(review.name)} matches ${code(pattern)}. Nothing was changed.`);
    await assignOwner(turn, review, { patterns: [pattern], ownerId, deputyId: deputyId ?? null });
  },
} satisfies Subcommand;

/** “deputy @eve”, and the words around it. */
function deputyIn(words: readonly string[]): { deputyId: string | undefined; rest: readonly string[] } {
  const at = words.findIndex((word) => word.toLowerCase() === 'deputy');
  if (at < 0) return { deputyId: undefined, rest: words };
  const deputyId = mentioned(words[at + 1] ?? '');
  if (!deputyId) throw new UserError('Please name a person as the deputy, as in `deputy @eve`. Nothing was changed.');
  return { deputyId, rest: [...words.slice(0, at), ...words.slice(at + 2)] };
}
