/** Deletes what is old and serves nothing any more. Each in one statement, so that what begins to be used meanwhile stays. */
import type { Tx } from './pool.ts';

export interface Before {
  inquiries: Date;
  denied: Date;
  contents: Date;
}
export type Forgotten = Record<keyof Before, number>;

/** How many rows went, of the workspace that the transaction is in. */
export async function forgetOld(tx: Tx, before: Before): Promise<Forgotten> {
  const inquiries = await tx.query('delete from inquiry where asked_at < $1', [before.inquiries]);
  const denied = await tx.query('delete from denied_attempt where tried_at < $1', [before.denied]);
  await tx.query(
    `delete from snapshot
      where used_at < $1
        and not exists (select from scan where scan.snapshot_id = snapshot.id)`,
    [before.contents],
  );
  const contents = await tx.query(
    `delete from section_content
      where used_at < $1
        and hash not in (select part.value from snapshot, jsonb_each_text(parts) as part where part.value is not null)`,
    [before.contents],
  );
  return { inquiries: inquiries.rowCount ?? 0, denied: denied.rowCount ?? 0, contents: contents.rowCount ?? 0 };
}
