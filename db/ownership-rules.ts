import { z } from 'zod';
import type { OwnershipRule } from '../src/review/ownership.ts';
import { jsonb } from './json.ts';
import type { Tx } from './pool.ts';

export async function listOwnershipRules(tx: Tx): Promise<OwnershipRule[]> {
  const { rows } = await tx.query(
    'select pattern, owner_id as "ownerId", deputy_id as "deputyId" from ownership_rule order by pattern',
  );
  return z.array(z.object({ pattern: z.string(), ownerId: z.string(), deputyId: z.string().nullable() })).parse(rows);
}

/** In place of what was said of the same patterns before; each pattern once. */
export async function saveOwnershipRules(
  tx: Tx,
  workspaceId: string,
  rules: readonly OwnershipRule[],
  setBy: string,
): Promise<void> {
  await tx.query(
    `insert into ownership_rule (workspace_id, pattern, owner_id, set_by, deputy_id)
     select $1, given.pattern, given."ownerId", $2, given."deputyId"
       from jsonb_to_recordset($3::jsonb) as given(pattern text, "ownerId" text, "deputyId" text)
         on conflict (workspace_id, pattern) do update
        set owner_id = excluded.owner_id, deputy_id = excluded.deputy_id, set_by = excluded.set_by, set_at = now()`,
    [workspaceId, setBy, jsonb(rules.map(({ pattern, ownerId, deputyId }) => ({ pattern, ownerId, deputyId })))],
  );
}
