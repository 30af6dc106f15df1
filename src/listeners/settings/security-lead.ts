/** Who hears when owner, deputy and lead were reminded in vain. */
import { person, plain } from '../../messages/message.ts';
import { changeReminders } from '../change-reminders.ts';
import { UserError } from '../listener.ts';
import { mentioned } from '../mentioned.ts';
import type { Setting } from './setting.ts';

export default {
  name: 'security-lead',
  usage: [['settings security-lead @dana', 'who hears when owner, deputy and lead were reminded in vain; or `nobody`']],
  async run(turn, words) {
    turn.demand('change settings');
    const [word = ''] = words;
    const userId = mentioned(word);
    if (words.length !== 1 || (!userId && word !== 'nobody')) {
      throw new UserError(
        'Please name somebody, as in `/api-review settings security-lead @dana`, or say `nobody`. Nothing was changed.',
      );
    }
    const whyNot = userId && (await turn.whyNotOwner(userId));
    if (whyNot) throw new UserError(`${whyNot} Nothing was changed.`);
    await changeReminders(turn, (before) => ({ ...before, securityLeadId: userId ?? null }));
    await turn.whisper(
      plain(
        userId
          ? `${person(userId)} is the security lead, and hears of what owner, deputy and lead were reminded of in vain, of reviews in private channels too.`
          : 'There is no security lead: after the review’s lead nobody else hears.',
      ),
    );
  },
} satisfies Setting;
