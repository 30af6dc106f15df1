/** Names an owner for endpoints by a pattern, in this review and, as a rule, in those to come. */
import { giveTo, listEndpoints } from '../../../db/endpoints.ts';
import { saveOwnershipRule } from '../../../db/ownership-rules.ts';
import { code, count, person, plain } from '../../messages/message.ts';
import { settleReview } from '../../publish/settle-review.ts';
import { matches, readPattern } from '../../review/ownership.ts';
import { type Turn, UserError } from '../listener.ts';
import { reassess } from '../reassess.ts';
import { openReviewHere } from '../reviews.ts';
import type { Subcommand } from './command.ts';

const MENTION = /^<@([UW][A-Z0-9]+)(?:\|[^>]*)?>$/;

export default {
  name: 'assign',
  summary: 'say who owns endpoints',
  usage: [
    ['assign api.shop.example @dana', 'everything on a host'],
    ['assign api.shop.example/v1/refunds/** @dana', 'everything below a path'],
    ['assign POST api.shop.example/v1/login @dana', 'one endpoint'],
  ],
  async run(turn, { words, channelId }) {
    const ownerId = MENTION.exec(words.at(-1) ?? '')?.[1];
    const pattern = readPattern(words.slice(0, -1).join(' '));
    if (!ownerId || !pattern) {
      throw new UserError(
        'Please name endpoints and an owner, as in `/api-review assign api.shop.example/v1/refunds/** @dana`. Nothing was changed.',
      );
    }
    const whyNot = await turn.whyNotOwner(ownerId);
    if (whyNot) throw new UserError(`${whyNot} Nothing was changed.`);
    const review = await openReviewHere(turn, channelId);
    turn.demand('assign owners', { leadId: review.leadId });
    await assign(turn, review.id, pattern, ownerId);
  },
} satisfies Subcommand;

async function assign(turn: Turn, reviewId: string, pattern: string, ownerId: string): Promise<void> {
  const { tx, workspaceId, actor } = turn;
  const endpoints = await listEndpoints(tx, reviewId);
  const keys = endpoints.map((endpoint) => endpoint.key).filter((key) => matches(pattern, key));
  if (keys.length === 0)
    throw new UserError(`No endpoint of this review matches ${code(pattern)}. Nothing was changed.`);
  await saveOwnershipRule(tx, workspaceId, { pattern, ownerId, setBy: actor.userId });
  const given = await giveTo(tx, reviewId, keys, { id: ownerId, because: `the rule ${pattern}` });
  await reassess(turn, reviewId);
  turn.send(...(await settleReview(tx, workspaceId, reviewId)));
  const kept = keys.length - given;
  const owns =
    given === 0
      ? `owns ${count(kept, 'endpoint')}, as before`
      : `owns ${count(given, 'endpoint')} now${kept > 0 ? `, and ${kept} as before` : ''}`;
  await turn.whisper(plain(`${person(ownerId)} ${owns}. The rule ${code(pattern)} is kept for the reviews to come.`));
}
