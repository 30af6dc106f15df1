/** When people are reminded, how often and where: in words, or by a form. */
import { findReminderSettings } from '../../../db/reminder-settings.ts';
import { plain } from '../../messages/message.ts';
import { remindersForm, remindersInWords } from '../../messages/reminder-settings.ts';
import { changed, readWish } from '../../review/reminder-settings.ts';
import { changeReminders } from '../change-reminders.ts';
import { UserError } from '../listener.ts';
import type { Setting } from './setting.ts';

export default {
  name: 'reminders',
  usage: [
    ['settings reminders', 'a form: when people are reminded, how often and where'],
    ['settings reminders hours 09:00-17:00 days mon-fri', 'on the clock of whoever is reminded'],
    ['settings reminders pace 2 cap 3', 'working days from one reminder to the next; messages to one person in a week'],
    [
      'settings reminders owners auto',
      'where owners are asked: `auto` is in the thread up to ten of them; or always `thread`, or always `direct`',
    ],
    ['settings reminders place thread', 'below what the owner was asked; `direct` for a message of its own'],
  ],
  async run(turn, words) {
    turn.demand('change settings');
    if (words.length === 0) {
      turn.open(remindersForm(await findReminderSettings(turn.tx)));
      return;
    }
    const wish = readWish(words);
    if (!wish) {
      throw new UserError(
        'Please name what to change and to what, as in `/api-review settings reminders hours 09:00-17:00 pace 2`; hours, days, pace, cap, place and owners can be. Nothing was changed.',
      );
    }
    const settings = await changeReminders(turn, (before) => {
      const after = changed(before, wish);
      if ('problems' in after) throw new UserError(`${Object.values(after.problems).join(' ')} Nothing was changed.`);
      return after;
    });
    await turn.whisper(plain(`Reminders from now on: ${remindersInWords(settings)}`));
  },
} satisfies Setting;
