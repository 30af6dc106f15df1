/** What a scan under way was told so far, sealed: whoever goes on with it after a crash does not ask again. */
import { z } from 'zod';
import { jsonb } from './json.ts';
import type { Tx } from './pool.ts';

const KeptAnswer = z.object({ request: z.string(), answer: z.string() });
export type KeptAnswer = z.infer<typeof KeptAnswer>;

/** Nothing is kept for a scan that has ended meanwhile: its answers were just deleted. */
export async function keepAnswers(
  tx: Tx,
  workspaceId: string,
  scanId: string,
  answers: readonly KeptAnswer[],
  readAt: Date,
): Promise<void> {
  await tx.query(
    `insert into kept_answer (workspace_id, scan_id, request, answer, read_at)
     select $1, $2, request, answer, $4
       from jsonb_to_recordset($3::jsonb) as kept(request text, answer text),
            (select from scan where id = $2 and state = 'queued' for share) as still_open
         on conflict (workspace_id, scan_id, request) do update set answer = excluded.answer, read_at = excluded.read_at`,
    [workspaceId, scanId, jsonb(answers), readAt],
  );
}

export async function answersSince(tx: Tx, scanId: string, since: Date): Promise<KeptAnswer[]> {
  const { rows } = await tx.query('select request, answer from kept_answer where scan_id = $1 and read_at >= $2', [
    scanId,
    since,
  ]);
  return z.array(KeptAnswer).parse(rows);
}
