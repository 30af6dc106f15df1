/** Names an owner for endpoints by a pattern, in this review and, as a rule, in those to come. */
import { giveTo, listEndpoints } from '../../../db/endpoints.ts';
import { saveOwnershipRule } from '../../../db/ownership-rules.ts';
import { code, count, person, plain, safe } from '../../messages/message.ts';
import { settleReview } from '../../publish/settle-review.ts';
import { matches, type OwnershipRule, readPattern } from '../../review/ownership.ts';
import type { Review } from '../../review/review.ts';
import { type Turn, UserError } from '../listener.ts';
import { mentioned, mentionedOwner } from '../mentioned.ts';
import { reassess } from '../reassess.ts';
import { openReviewHere } from '../reviews.ts';
import type { Subcommand } from './command.ts';

export default {
  name: 'assign',
  summary: 'say who owns endpoints',
  usage: [
    ['assign api.shop.example @dana', 'everything on a host'],
    ['assign api.shop.example/v1/refunds/** @dana', 'everything below a path'],
    ['assign POST api.shop.example/v1/login @dana', 'one endpoint'],
    ['assign api.pay.example @payments deputy @eve', 'to a user group, and who may act for it'],
  ],
  async run(turn, { words, channelId }) {
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
    const named = { name: rest, as: `assign ${pattern} @dana` };
    // Where several are under way, the endpoints say as a rule which is meant.
    const fits = async ({ id }: Review) => (await keysOf(turn, id, pattern)).length > 0;
    const review = await openReviewHere(turn, channelId, named, fits);
    turn.demand('assign owners', { leadId: review.leadId });
    await assign(turn, review, { pattern, ownerId, deputyId: deputyId ?? null });
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

async function keysOf({ tx }: Turn, reviewId: string, pattern: string): Promise<string[]> {
  const endpoints = await listEndpoints(tx, reviewId);
  return endpoints.map((endpoint) => endpoint.key).filter((key) => matches(pattern, key));
}

async function assign(turn: Turn, review: Review, { pattern, ownerId, deputyId }: OwnershipRule): Promise<void> {
  const { tx, workspaceId, actor } = turn;
  const { id: reviewId, name } = review;
  const keys = await keysOf(turn, reviewId, pattern);
  if (keys.length === 0)
    throw new UserError(`No endpoint of ${safe(name)} matches ${code(pattern)}. Nothing was changed.`);
  await saveOwnershipRule(tx, workspaceId, { pattern, ownerId, deputyId, setBy: actor.userId });
  const given = await giveTo(tx, reviewId, keys, { id: ownerId, deputyId, because: `the rule ${pattern}` });
  await reassess(turn, reviewId);
  turn.send(...(await settleReview(tx, workspaceId, reviewId)));
  const kept = keys.length - given;
  const owns =
    given === 0
      ? `owns ${count(kept, 'endpoint')} of ${safe(name)}, as before`
      : `owns ${count(given, 'endpoint')} of ${safe(name)} now${kept > 0 ? `, and ${kept} as before` : ''}`;
  const stands = deputyId ? ` ${person(deputyId)} may act for them.` : '';
  await turn.whisper(
    plain(`${person(ownerId)} ${owns}.${stands} The rule ${code(pattern)} is kept for the reviews to come.`),
  );
}
