import { z } from 'zod';
import type { Tx } from './pool.ts';

export interface Allowed {
  burst: number;
  perMinute: number;
}

/** Takes one call of so many that all processes of a workspace may make; in how many milliseconds it is its turn. */
export async function takeCall(
  tx: Tx,
  workspaceId: string,
  kind: string,
  { burst, perMinute }: Allowed,
  now: Date,
): Promise<number> {
  // A clock that was set back must not keep everything waiting until it has caught up.
  const { rows } = await tx.query(
    `insert into slack_pace as pace (workspace_id, kind, left_over, counted_at)
     values ($1, $2, $3::float8 - 1, $5)
         on conflict (workspace_id, kind) do update
        set left_over = case when pace.counted_at > $5::timestamptz + interval '1 minute' then $3::float8
                             else least($3::float8, pace.left_over +
                                  greatest(extract(epoch from $5::timestamptz - pace.counted_at), 0)::float8 * $4::float8 / 60) end - 1,
            counted_at = case when pace.counted_at > $5::timestamptz + interval '1 minute' then $5
                              else greatest(pace.counted_at, $5::timestamptz) end
  returning left_over as "leftOver"`,
    [workspaceId, kind, burst, perMinute, now],
  );
  const leftOver = z.number().parse(rows[0]?.leftOver);
  return leftOver >= 0 ? 0 : Math.ceil((-leftOver * 60_000) / perMinute);
}
