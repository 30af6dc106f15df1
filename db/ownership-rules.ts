import { z } from 'zod';
import type { OwnershipRule } from '../src/review/ownership.ts';
import type { Tx } from './pool.ts';

export async function listOwnershipRules(tx: Tx): Promise<OwnershipRule[]> {
  const { rows } = await tx.query(
    'select pattern, owner_id as "ownerId", deputy_id as "deputyId" from ownership_rule order by pattern',
  );
  return z.array(z.object({ pattern: z.string(), ownerId: z.string(), deputyId: z.string().nullable() })).parse(rows);
}

export async function saveOwnershipRule(
  tx: Tx,
  workspaceId: string,
  rule: OwnershipRule & { setBy: string },
): Promise<void> {
  await tx.query(
    `insert into ownership_rule (workspace_id, pattern, owner_id, set_by, deputy_id)
     values ($1, $2, $3, $4, $5)
         on conflict (workspace_id, pattern) do update
        set owner_id = excluded.owner_id, deputy_id = excluded.deputy_id, set_by = excluded.set_by, set_at = now()`,
    [workspaceId, rule.pattern, rule.ownerId, rule.setBy, rule.deputyId],
  );
}
