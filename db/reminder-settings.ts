import { z } from 'zod';
import { DEFAULTS, type ReminderSettings } from '../src/review/reminder-settings.ts';
import type { Tx } from './pool.ts';

const Row = z.object({
  opens: z.string(),
  closes: z.string(),
  daysOff: z.array(z.int()),
  holidays: z.array(z.string()),
  step: z.int(),
  perWeek: z.int(),
  place: z.enum(['direct', 'thread']),
  owners: z.enum(['auto', 'thread', 'direct']),
  securityLeadId: z.string().nullable(),
});

export async function findReminderSettings(tx: Tx): Promise<ReminderSettings> {
  const { rows } = await tx.query(
    `select opens, closes, days_off as "daysOff", holidays, step, per_week as "perWeek", place, owners,
            security_lead_id as "securityLeadId" from reminder_settings`,
  );
  return rows[0] ? Row.parse(rows[0]) : DEFAULTS;
}

/** What is set is read and changed by one at a time, so that of two admins neither takes back what the other said. */
export async function lockReminderSettings(tx: Tx, workspaceId: string): Promise<ReminderSettings> {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('reminder settings ' || $1, 0))`, [workspaceId]);
  return findReminderSettings(tx);
}

export async function saveReminderSettings(
  tx: Tx,
  workspaceId: string,
  { opens, closes, daysOff, holidays, step, perWeek, place, owners, securityLeadId }: ReminderSettings,
  set: { by: string; at: Date },
): Promise<void> {
  await tx.query(
    `insert into reminder_settings
            (workspace_id, opens, closes, days_off, holidays, step, per_week, place, security_lead_id, set_by, set_at, owners)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
         on conflict (workspace_id) do update
        set opens = excluded.opens, closes = excluded.closes, days_off = excluded.days_off, holidays = excluded.holidays,
            step = excluded.step, per_week = excluded.per_week, place = excluded.place, owners = excluded.owners,
            security_lead_id = excluded.security_lead_id, set_by = excluded.set_by, set_at = excluded.set_at`,
    [workspaceId, opens, closes, daysOff, holidays, step, perWeek, place, securityLeadId, set.by, set.at, owners],
  );
}
