import type { Tx } from './pool.ts';

export async function saveWorkspace(tx: Tx, workspace: { id: string; name: string; botUserId: string }): Promise<void> {
  await tx.query(
    `insert into workspace (workspace_id, name, bot_user_id)
     values ($1, $2, $3)
         on conflict (workspace_id) do update set name = excluded.name, bot_user_id = excluded.bot_user_id`,
    [workspace.id, workspace.name, workspace.botUserId],
  );
}
