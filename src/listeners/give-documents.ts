/** Takes note of files that somebody gave to a review; a job brings and reads them. */
import { giveDocument } from '../../db/documents.ts';
import { listEndpoints } from '../../db/endpoints.ts';
import { readDocument } from '../../jobs/queue.ts';
import { code, inline, plain } from '../messages/message.ts';
import type { GivenFile } from '../review/documents.ts';
import type { Review } from '../review/review.ts';
import { isOneOf } from '../review/roles.ts';
import type { Turn } from './listener.ts';

/** Owners may too: they know best what their endpoints are meant to be. */
export async function demandGiving(turn: Turn, review: Review): Promise<void> {
  const { tx, actor } = turn;
  const owns = (await listEndpoints(tx, review.id)).some(({ ownerId }) => isOneOf(actor, ownerId));
  turn.demand('give documents', { leadId: review.leadId, ...(owns && { ownerId: actor.userId }) });
}

export async function giveDocuments(
  turn: Turn,
  review: Review,
  files: readonly GivenFile[],
  where: { channelId: string; threadTs?: string | undefined },
  kind: 'openapi' | 'owners' = 'openapi',
): Promise<void> {
  const { tx, workspaceId, actor, now } = turn;
  const known: string[] = [];
  for (const { id, name } of files) {
    const documentId = await giveDocument(tx, workspaceId, review.id, {
      slackFile: id,
      name,
      givenBy: actor.userId,
      givenAt: now,
      channelId: where.channelId,
      threadTs: where.threadTs,
      kind,
    });
    if (documentId === undefined) known.push(name);
    else turn.enqueue(readDocument({ workspaceId, documentId }));
  }
  if (known.length > 0)
    await turn.whisper(plain(`${inline(known, 5, (name) => code(name, 100))} was given to this review before.`));
}
