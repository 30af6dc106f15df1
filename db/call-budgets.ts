/** What is left of Cloudflare's budget of calls, per credential, seen by all processes of the installation. */

import { jsonb } from './json.ts';
import type { Database } from './pool.ts';

export interface BudgetOf {
  workspaceId: string;
  /** A hash: the credential itself is stored nowhere but in its connection. */
  credential: string;
  kind: 'rest' | 'graphql';
}

/** Hands what is kept to `next`, and keeps what that makes of it; whoever else wants to, waits for the moment that takes. */
export async function changeBudget<T>(
  db: Database,
  { workspaceId, credential, kind }: BudgetOf,
  next: (kept: unknown) => { keep: object; result: T },
): Promise<T> {
  return db.inWorkspace(workspaceId, async (tx) => {
    await tx.query(
      `insert into call_budget (workspace_id, credential, kind) values ($1, $2, $3) on conflict do nothing`,
      [workspaceId, credential, kind],
    );
    const { rows } = await tx.query('select body from call_budget where credential = $1 and kind = $2 for update', [
      credential,
      kind,
    ]);
    const { keep, result } = next(rows[0]?.body);
    await tx.query('update call_budget set body = $3 where credential = $1 and kind = $2', [
      credential,
      kind,
      jsonb(keep),
    ]);
    return result;
  });
}
