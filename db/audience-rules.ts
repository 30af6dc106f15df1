import { z } from 'zod';
import { AudienceRule } from '../src/review/audience.ts';
import type { Tx } from './pool.ts';

export async function listAudienceRules(tx: Tx): Promise<AudienceRule[]> {
  const { rows } = await tx.query('select pattern, audience, set_by as "setBy" from audience_rule order by pattern');
  return z.array(AudienceRule).parse(rows);
}

export async function saveAudienceRule(tx: Tx, workspaceId: string, rule: AudienceRule): Promise<void> {
  await tx.query(
    `insert into audience_rule (workspace_id, pattern, audience, set_by)
     values ($1, $2, $3, $4)
         on conflict (workspace_id, pattern) do update
        set audience = excluded.audience, set_by = excluded.set_by, set_at = now()`,
    [workspaceId, rule.pattern, rule.audience, rule.setBy],
  );
}
