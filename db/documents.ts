/** OpenAPI documents that people gave to a review: asked for, then read once or refused. */
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { z } from 'zod';
import { jsonb } from './json.ts';
import type { Tx } from './pool.ts';

const Document = z.object({
  id: z.uuid(),
  reviewId: z.uuid(),
  slackFile: z.string(),
  name: z.string(),
  state: z.enum(['waiting', 'read', 'refused', 'replaced']),
  kind: z.enum(['openapi', 'owners']),
  givenBy: z.string(),
  channelId: z.string(),
  threadTs: z.string().nullable(),
});
export type Document = z.infer<typeof Document>;

const COLUMNS = `id, review_id as "reviewId", slack_file as "slackFile", name, state, kind, given_by as "givenBy",
                 channel_id as "channelId", thread_ts as "threadTs"`;

export interface GivenDocument {
  slackFile: string;
  name: string;
  givenBy: string;
  givenAt: Date;
  channelId: string;
  threadTs: string | undefined;
  kind: Document['kind'];
}

/** Undefined when this very file was given to this review before. */
export async function giveDocument(
  tx: Tx,
  workspaceId: string,
  reviewId: string,
  given: GivenDocument,
): Promise<string | undefined> {
  const { rows } = await tx.query(
    `insert into document (workspace_id, review_id, slack_file, name, given_by, given_at, channel_id, thread_ts, kind)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         on conflict (workspace_id, review_id, slack_file) do nothing
  returning id`,
    [
      workspaceId,
      reviewId,
      given.slackFile,
      given.name,
      given.givenBy,
      given.givenAt,
      given.channelId,
      given.threadTs ?? null,
      given.kind,
    ],
  );
  return rows[0] && z.uuid().parse(rows[0].id);
}

export async function findDocument(tx: Tx, documentId: string): Promise<Document | undefined> {
  const { rows } = await tx.query(`select ${COLUMNS} from document where id = $1`, [documentId]);
  return rows[0] && Document.parse(rows[0]);
}

/** False when it is not waiting any more. */
export async function refuseDocument(tx: Tx, documentId: string): Promise<boolean> {
  const { rowCount } = await tx.query(`update document set state = 'refused' where id = $1 and state = 'waiting'`, [
    documentId,
  ]);
  return rowCount === 1;
}

/** `same`: this content stands in the review already. The caller holds the review's lock. */
export async function keepDocument(
  tx: Tx,
  { id, reviewId }: Document,
  content: { name: string; text: string; operations: readonly object[] },
): Promise<'kept' | 'same' | 'done before'> {
  const hash = createHash('sha256').update(content.text).digest('hex');
  const same = await tx.query(`select from document where review_id = $1 and hash = $2 and state = 'read'`, [
    reviewId,
    hash,
  ]);
  if (same.rowCount) return (await refuseDocument(tx, id)) ? 'same' : 'done before';
  const zip = promisify(gzip);
  const [body, operations] = [await zip(content.text), await zip(jsonb(content.operations))];
  await tx.query(
    `update document set state = 'replaced'
      where review_id = $1 and name = $2 and state = 'read'
        and exists (select from document waiting where waiting.id = $3 and waiting.state = 'waiting')`,
    [reviewId, content.name, id],
  );
  const { rowCount } = await tx.query(
    `update document set state = 'read', name = $2, hash = $3, body = $4, operations = $5
      where id = $1 and state = 'waiting'`,
    [id, content.name, hash, body, operations],
  );
  return rowCount === 1 ? 'kept' : 'done before';
}

const Operations = z.array(
  z.object({
    method: z.string(),
    host: z.string(),
    path: z.string(),
    document: z.string(),
    credential: z.enum(['none', 'api-key', 'basic', 'bearer', 'oauth2', 'openid', 'mtls', 'session']).optional(),
    mediaTypes: z.array(z.string()).optional(),
  }),
);

/** What the documents of a review describe. */
export async function documentedOperations(tx: Tx, reviewId: string): Promise<z.infer<typeof Operations>> {
  const { rows } = await tx.query(
    `select operations from document where review_id = $1 and state = 'read' order by name`,
    [reviewId],
  );
  const all = await Promise.all(
    rows.map(async (row) => {
      const unzipped = await promisify(gunzip)(z.instanceof(Buffer).parse(row.operations));
      return Operations.parse(JSON.parse(unzipped.toString('utf8')));
    }),
  );
  return all.flat();
}
