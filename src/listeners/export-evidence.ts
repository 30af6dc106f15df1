/** All that a review rests on in one file that nobody can change unseen; the hash of its end is said in the thread. */
import { evidenceOf } from '../../db/evidence.ts';
import { say } from '../../db/posts.ts';
import { referencesOf } from '../../db/transitions.ts';
import { evidencePosted } from '../messages/evidence.ts';
import { plain } from '../messages/message.ts';
import { cardKey, ifLost } from '../publish/draw-review.ts';
import { chained } from '../review/evidence-chain.ts';
import type { Review } from '../review/review.ts';
import { peopleIn, withoutNames } from '../review/without-names.ts';
import { fileName } from './export-review.ts';
import { type Turn, UserError } from './listener.ts';

export async function exportEvidence(turn: Turn, review: Review, intakeId: string): Promise<void> {
  turn.demand('export the evidence', { leadId: review.leadId });
  const { tx, workspaceId } = turn;
  const whyNot = await turn.whyNotIn(review.channelId, 'Nothing was exported');
  if (whyNot) throw new UserError(whyNot);
  const records = await evidenceOf(tx, review.id);
  const references = await referencesOf(tx, workspaceId, [...peopleIn(records)]);
  const { text, head } = chained(records.map(({ kind, body }) => ({ kind, body: withoutNames(body, references) })));
  const under = cardKey(review.id);
  const file = await say(tx, workspaceId, {
    key: `export-${review.id}-evidence-${intakeId}`,
    target: {
      to: 'file',
      channelId: review.channelId,
      under,
      name: fileName(review, 'evidence', intakeId, 'jsonl'),
      title: `Evidence of ${review.name}`,
    },
    message: { file: text },
    ifLost: ifLost(review, 'the evidence'),
  });
  const word = await say(tx, workspaceId, {
    key: `evidence-${review.id}-${head}`, // the same evidence has the same head, and it is said once
    target: { to: 'thread', channelId: review.channelId, under },
    message: evidencePosted(review, records.length, head),
    ifLost: ifLost(review, 'the hash of the evidence'),
  });
  turn.send(file, word);
  await turn.whisper(plain('The evidence is on its way to the review’s thread, with the hash of its end.'));
}
