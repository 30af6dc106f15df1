/** The days on which nobody is reminded. */
import { plain } from '../../messages/message.ts';
import { holidaysInWords } from '../../messages/reminder-settings.ts';
import { withHolidays } from '../../review/reminder-settings.ts';
import { changeReminders } from '../change-reminders.ts';
import { UserError } from '../listener.ts';
import type { Setting } from './setting.ts';

export default {
  name: 'holidays',
  usage: [
    ['settings holidays 2026-12-25 2026-12-26', 'nobody is reminded on these days either'],
    ['settings holidays remove 2026-12-26', 'a working day after all; `none` takes all of them away'],
  ],
  async run(turn, words) {
    turn.demand('change settings');
    const { holidays } = await changeReminders(turn, (before) => {
      const after = withHolidays(before.holidays, words, turn.now.toISOString().slice(0, 10));
      if (!after) {
        throw new UserError(
          'Please name days, as in `/api-review settings holidays 2026-12-25 2026-12-26`, `settings holidays remove 2026-12-26` or `settings holidays none`. Nothing was changed.',
        );
      }
      return { ...before, holidays: after };
    });
    await turn.whisper(plain(`Nobody is reminded on: ${holidaysInWords(holidays)}.`));
  },
} satisfies Setting;
