import { z } from 'zod';
import { Asked } from '../src/review/ask/asked.ts';
import { jsonb } from './json.ts';
import type { Tx } from './pool.ts';

const Inquiry = z.object({
  id: z.uuid(),
  askedBy: z.string(),
  asked: Asked,
  place: z.object({
    reviewId: z.string().optional(),
    channelId: z.string().optional(),
    /** A list of the review as it stands, instead of an answer. */
    list: z.enum(['inventory', 'remediation']).optional(),
  }),
});
export type Inquiry = z.infer<typeof Inquiry>;

const COLUMNS = `id, asked_by as "askedBy", asked, place`;

export async function keepInquiry(
  tx: Tx,
  workspaceId: string,
  { askedBy, asked, place, askedAt }: Omit<Inquiry, 'id'> & { askedAt: Date },
): Promise<Inquiry> {
  const { rows } = await tx.query(
    `insert into inquiry (workspace_id, asked_by, asked, place, asked_at) values ($1, $2, $3, $4, $5)
  returning ${COLUMNS}`,
    [workspaceId, askedBy, jsonb(asked), jsonb(place), askedAt],
  );
  return Inquiry.parse(rows[0]);
}

export async function findInquiry(tx: Tx, inquiryId: string): Promise<Inquiry | undefined> {
  const { rows } = await tx.query(`select ${COLUMNS} from inquiry where id = $1`, [inquiryId]);
  return rows[0] && Inquiry.parse(rows[0]);
}

export async function narrowInquiry(tx: Tx, inquiryId: string, asked: Asked): Promise<void> {
  await tx.query('update inquiry set asked = $2 where id = $1', [inquiryId, jsonb(asked)]);
}
