import { z } from 'zod';
import { ClassificationRule } from '../src/review/classification.ts';
import type { Tx } from './pool.ts';

export async function listClassificationRules(tx: Tx): Promise<ClassificationRule[]> {
  const { rows } = await tx.query(
    'select pattern, facet, value, set_by as "setBy" from classification_rule order by facet, pattern',
  );
  return z.array(ClassificationRule).parse(rows);
}

export async function saveClassificationRule(tx: Tx, workspaceId: string, rule: ClassificationRule): Promise<void> {
  await tx.query(
    `insert into classification_rule (workspace_id, facet, pattern, value, set_by)
     values ($1, $2, $3, $4, $5)
         on conflict (workspace_id, facet, pattern) do update
        set value = excluded.value, set_by = excluded.set_by, set_at = now()`,
    [workspaceId, rule.facet, rule.pattern, rule.value, rule.setBy],
  );
}
