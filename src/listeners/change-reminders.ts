/** Changes how this workspace reminds, by one admin at a time. */
import { lockReminderSettings, saveReminderSettings } from '../../db/reminder-settings.ts';
import type { ReminderSettings } from '../review/reminder-settings.ts';
import type { Turn } from './listener.ts';

export async function changeReminders(
  { tx, workspaceId, actor, now }: Turn,
  change: (before: ReminderSettings) => ReminderSettings,
): Promise<ReminderSettings> {
  const settings = change(await lockReminderSettings(tx, workspaceId));
  await saveReminderSettings(tx, workspaceId, settings, { by: actor.userId, at: now });
  return settings;
}
