/** What Slack was told "received" about. A row is written before the answer, and its body is erased when the work is done. */
import { z } from 'zod';
import { jsonb } from './json.ts';
import type { Tx } from './pool.ts';

const INTAKE_KINDS = ['command', 'action', 'view', 'event'] as const;
type IntakeKind = (typeof INTAKE_KINDS)[number];

export interface Arrival {
  kind: IntakeKind;
  dedupeKey: string;
  body: Record<string, unknown>;
}

/** Undefined when Slack said the same before; but a form that was not worked on yet is worked on for who sent it again. */
export async function takeIn(
  tx: Tx,
  workspaceId: string,
  { kind, dedupeKey, body }: Arrival,
): Promise<string | undefined> {
  const { rows } = await tx.query(
    `insert into intake (workspace_id, kind, dedupe_key, body)
     values ($1, $2, $3, $4)
         on conflict (workspace_id, dedupe_key) do nothing
  returning id::text`,
    [workspaceId, kind, dedupeKey, jsonb(body)],
  );
  if (rows[0]) return idOf(rows);
  return kind === 'view' ? unfinishedOf(tx, dedupeKey) : undefined;
}

async function unfinishedOf(tx: Tx, dedupeKey: string): Promise<string | undefined> {
  const { rows } = await tx.query('select id::text from intake where dedupe_key = $1 and done_at is null', [dedupeKey]);
  return idOf(rows);
}

const idOf = ([row]: { id?: unknown }[]) => row && z.string().parse(row.id);

/** True for the one transaction that does the work: whoever else comes waits for it and finds it done. */
export async function finish(tx: Tx, intakeId: string): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update intake set done_at = now(), body = null where id = $1 and done_at is null`,
    [intakeId],
  );
  return rowCount === 1;
}

/** As `finish`, for what was not saved: said again, it is new. */
export async function finishInVain(tx: Tx, intakeId: string): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update intake set done_at = now(), body = null, dedupe_key = dedupe_key || ' ' || id
      where id = $1 and done_at is null`,
    [intakeId],
  );
  return rowCount === 1;
}

/** For a form that was sent again before the first attempt had ended in vain: this attempt counts, under the old key. */
export async function finishAfterAll(tx: Tx, intakeId: string): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update intake set dedupe_key = left(dedupe_key, -length(' ' || id))
      where id = $1 and done_at is not null and dedupe_key like '% ' || id`,
    [intakeId],
  );
  return rowCount === 1;
}

/** How often this was taken up after the first time, which came with the delivery. */
export async function timesTakenUp(tx: Tx, intakeId: string): Promise<number> {
  const { rows } = await tx.query('select attempts from intake where id = $1', [intakeId]);
  return z.int().parse(rows[0]?.attempts);
}

const TakenUp = z.object({ body: z.record(z.string(), z.unknown()), attempts: z.int() });

/** Counted before it is tried: what kills the process every time is seen too. Undefined when it is done. */
export async function takeUp(tx: Tx, intakeId: string): Promise<z.infer<typeof TakenUp> | undefined> {
  const { rows } = await tx.query(
    'update intake set attempts = attempts + 1 where id = $1 and done_at is null returning body, attempts',
    [intakeId],
  );
  return rows[0] && TakenUp.parse(rows[0]);
}
