/** Says whom endpoints are for, what is at stake or what a caller shows, by a pattern: in this review and, as a rule, in those to come. */
import { saveClassificationRule } from '../../db/classification-rules.ts';
import { listEndpoints } from '../../db/endpoints.ts';
import { code, count, plain, safe } from '../messages/message.ts';
import { ClassificationRule, FACETS, type Facet } from '../review/classification.ts';
import { matches, readPattern } from '../review/ownership.ts';
import type { Review } from '../review/review.ts';
import { type Turn, UserError } from './listener.ts';
import { reassess } from './reassess.ts';
import { openReviewHere } from './reviews.ts';

const WORDS: Record<Facet, { ask: string; example: string; are: (value: string) => string }> = {
  audience: {
    ask: 'whom they are for',
    example: 'partner api.shop.example/v1/partners/**',
    are: (value) => `${value} now`,
  },
  sensitivity: {
    ask: 'what is at stake',
    example: 'payment POST api.shop.example/v1/orders',
    are: (value) => `of the sensitivity *${value}* now`,
  },
  credential: {
    ask: 'what a caller shows',
    example: 'bearer api.shop.example/v1/orders/**',
    are: (value) => `called ${value === 'none' ? 'without a credential' : `with ${value}`}`,
  },
};

export const isFacet = (word: string | undefined): word is Facet => word !== undefined && word in FACETS;

export async function classifyEndpoints(
  turn: Turn,
  facet: Facet,
  words: readonly string[],
  channelId: string,
): Promise<void> {
  const { tx, workspaceId, actor } = turn;
  const { ask, example, are } = WORDS[facet];
  const withMethod = /^[A-Za-z]+$/.test(words[1] ?? '') && words.length > 2;
  const pattern = readPattern(words.slice(1, withMethod ? 3 : 2).join(' '));
  const rule = ClassificationRule.safeParse({ facet, pattern, value: words[0]?.toLowerCase(), setBy: actor.userId });
  if (!rule.success || pattern === undefined) {
    throw new UserError(
      `Please say ${ask} (${FACETS[facet].join(', ')}) and which endpoints, as in \`/api-review inventory ${facet} ${example}\`. Nothing was changed.`,
    );
  }
  const { value } = rule.data;
  const about = async ({ id }: Review) => (await listEndpoints(tx, id)).filter(({ key }) => matches(pattern, key));
  const named = { name: words.slice(withMethod ? 3 : 2), as: `inventory ${facet} ${value} ${pattern}` };
  const review = await openReviewHere(turn, channelId, named, async (each) => (await about(each)).length > 0);
  turn.demand('classify endpoints', { leadId: review.leadId });
  const endpoints = await about(review);
  if (endpoints.length === 0)
    throw new UserError(`No endpoint of ${safe(review.name)} matches ${code(pattern)}. Nothing was changed.`);
  await saveClassificationRule(tx, workspaceId, rule.data);
  await reassess(turn, review.id);
  await turn.whisper(
    plain(
      `${count(endpoints.length, 'endpoint')} of ${safe(review.name)} ${endpoints.length === 1 ? 'is' : 'are'} ${are(value)}, and what is to put right is ordered anew. The rule ${code(pattern)} is kept for the reviews to come.`,
    ),
  );
}
