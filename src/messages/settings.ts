import type { OwnershipRule } from '../review/ownership.ts';
import type { ReminderSettings } from '../review/reminder-settings.ts';
import type { Rescan } from '../review/rescan.ts';
import type { DigestSchedule } from '../review/review.ts';
import { amount, code, count, inline, lines, type Message, message, moment, person, safe, section } from './message.ts';
import { remindersInWords } from './reminder-settings.ts';
import { rescanInWords } from './rescan.ts';
import { scheduleInWords } from './weekly-digest.ts';

const SHOWN = 15;

export interface SettingsFacts {
  connection: { zones: readonly string[]; connectedBy: string; connectedAt: Date } | undefined;
  environmentToken: boolean;
  schedule: DigestSchedule | undefined;
  /** Of the reviews that are open in this channel. */
  rescans: readonly { review: string; rescan: Rescan }[];
  /** In the last seven days, to one person alone. */
  direct: { messages: number; people: number; most: number };
  reminders: ReminderSettings;
  rules: readonly OwnershipRule[];
}

/** What is set, and with which command it is changed. */
export function settings({
  connection,
  environmentToken,
  schedule,
  rescans,
  direct,
  reminders,
  rules,
}: SettingsFacts): Message {
  const cloudflare = connection
    ? `connected by ${person(connection.connectedBy)} ${moment(connection.connectedAt)}, ${count(connection.zones.length, 'zone')}`
    : environmentToken
      ? 'the token that this installation was started with'
      : 'not connected';
  const shown = lines(
    rules,
    SHOWN,
    (rule) =>
      `• ${code(rule.pattern, 150)} ${person(rule.ownerId)}${rule.deputyId ? `, deputy ${person(rule.deputyId)}` : ''}`,
  );
  const text = 'Settings of api-review';
  return message(text, [
    section(`*Cloudflare*: ${cloudflare}. Change it with \`/api-review connect\`.`),
    section(
      `*Digest in this channel*: ${schedule ? `every ${scheduleInWords(schedule)}` : 'off'}. Change it with \`/api-review digest on mon 09:00\` or \`digest off\`.`,
    ),
    section(
      `*Reading a zone again*: ${rescans.length === 0 ? 'no review is open here' : inline(rescans, SHOWN, ({ review, rescan }) => `${safe(review, 80)} ${rescanInWords(rescan)}`)}. Change it with \`/api-review settings rescans daily\`, \`weekly\` or \`off\`.`,
    ),
    section(`*Reminders*: ${remindersInWords(reminders)} An admin changes it with \`/api-review settings reminders\`.`),
    section(
      `*Direct messages in the last seven days*: ${direct.messages === 0 ? 'none' : `${amount(direct.messages)} to ${count(direct.people, 'person', 'people')}, at most ${amount(direct.most)} to one`}. Of reminders nobody gets more than ${count(reminders.perWeek, 'message')} a week, whatever waits.`,
    ),
    section(
      `*Ownership rules*: ${rules.length === 0 ? 'none yet.' : `\n${shown}\n`} Add one with \`/api-review assign\`.`,
    ),
  ]);
}
