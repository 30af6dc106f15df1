/** Every place where a secret is stored, sealed: so that all of them can be sealed anew under another key. */
import { z } from 'zod';
import type { Tx } from './pool.ts';

/** `where` leaves out what is of no use any more, and will be erased. */
export const SEALED_PLACES = [
  { table: 'connection', id: 'id::text', column: 'token', where: 'true' },
  { table: 'kept_answer', id: `scan_id || ' ' || request`, column: 'answer', where: 'true' },
  { table: 'quote', id: 'id::text', column: 'answer_to', where: `answer_to <> ''` },
  { table: 'post', id: 'id::text', column: 'target', where: `target ->> 'to' = 'response'` },
  { table: 'intake', id: 'id::text', column: 'body', where: 'body is not null' },
] as const;
export type SealedPlace = (typeof SEALED_PLACES)[number];

const Row = z.object({ id: z.string(), text: z.string() });
const AT_ONCE = 200;

/** The next of them, in the order of their ids. */
export async function sealedAfter(tx: Tx, { table, id, column, where }: SealedPlace, after: string) {
  const { rows } = await tx.query(
    `select ${id} as id, ${column}::text as text from ${table}
      where ${where} and (${id}) collate "C" > $1 order by (${id}) collate "C" limit ${AT_ONCE}`,
    [after],
  );
  return z.array(Row).parse(rows);
}

/** False when the row was changed meanwhile: whoever changed it sealed it under the newest key. */
export async function replaceSealed(
  tx: Tx,
  { table, id, column }: SealedPlace,
  row: { id: string; was: string; is: string },
): Promise<boolean> {
  const isText = table === 'connection' || table === 'kept_answer' || table === 'quote';
  const { rowCount } = await tx.query(
    `update ${table} set ${column} = $3${isText ? '' : '::jsonb'} where (${id}) = $1 and ${column}::text = $2`,
    [row.id, row.was, row.is],
  );
  return rowCount === 1;
}
