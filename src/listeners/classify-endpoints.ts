/** Says whom endpoints are for, by a pattern: in this review and, as a rule, in those to come. */
import { saveAudienceRule } from '../../db/audience-rules.ts';
import { listEndpoints } from '../../db/endpoints.ts';
import { code, count, plain, safe } from '../messages/message.ts';
import { AUDIENCES } from '../review/audience.ts';
import { matches, readPattern } from '../review/ownership.ts';
import type { Review } from '../review/review.ts';
import { type Turn, UserError } from './listener.ts';
import { reassess } from './reassess.ts';
import { openReviewHere } from './reviews.ts';

const EXAMPLE = '`/api-review inventory audience partner api.shop.example/v1/partners/**`';

export async function classifyEndpoints(turn: Turn, words: readonly string[], channelId: string): Promise<void> {
  const { tx, workspaceId, actor } = turn;
  const audience = AUDIENCES.find((each) => each === words[0]?.toLowerCase());
  const withMethod = /^[A-Za-z]+$/.test(words[1] ?? '') && words.length > 2;
  const pattern = readPattern(words.slice(1, withMethod ? 3 : 2).join(' '));
  if (!audience || !pattern) {
    throw new UserError(
      `Please say whom they are for (${AUDIENCES.join(', ')}) and which endpoints, as in ${EXAMPLE}. Nothing was changed.`,
    );
  }
  const about = async ({ id }: Review) => (await listEndpoints(tx, id)).filter(({ key }) => matches(pattern, key));
  const named = { name: words.slice(withMethod ? 3 : 2), as: `inventory audience ${audience} ${pattern}` };
  const review = await openReviewHere(turn, channelId, named, async (each) => (await about(each)).length > 0);
  turn.demand('classify endpoints', { leadId: review.leadId });
  const endpoints = await about(review);
  if (endpoints.length === 0)
    throw new UserError(`No endpoint of ${safe(review.name)} matches ${code(pattern)}. Nothing was changed.`);
  await saveAudienceRule(tx, workspaceId, { pattern, audience, setBy: actor.userId });
  await reassess(turn, review.id);
  await turn.whisper(
    plain(
      `${count(endpoints.length, 'endpoint')} of ${safe(review.name)} ${endpoints.length === 1 ? 'is' : 'are'} ${audience} now, and what is to put right is ordered anew. The rule ${code(pattern)} is kept for the reviews to come.`,
    ),
  );
}
