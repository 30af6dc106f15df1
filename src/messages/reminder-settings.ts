/** How a workspace reminds, in words, and the form that changes it. */
import type { ModalView } from '@slack/types';
import { type ReminderSettings, workingDaysInWords } from '../review/reminder-settings.ts';
import { VIEWS } from './action-ids.ts';
import { field, form, words } from './form.ts';
import { count, inline, person } from './message.ts';

const SHOWN = 12;

export const holidaysInWords = (holidays: readonly string[]) =>
  holidays.length === 0 ? 'no holiday' : inline(holidays, SHOWN, (day) => day);

const OWNERS_ASKED = {
  auto: 'in the thread, and directly when they are more than ten',
  thread: 'in the thread, however many they are',
  direct: 'directly',
} as const;

export function remindersInWords(settings: ReminderSettings): string {
  const { opens, closes, step, perWeek, place, owners, holidays, securityLeadId } = settings;
  return [
    `${workingDaysInWords(settings)}, ${opens}-${closes} on the clock of whoever is reminded, with ${count(step, 'working day')} from one reminder to the next and at most ${count(perWeek, 'message')} a week to one person, ${place === 'thread' ? 'below what they were asked' : 'directly'}.`,
    `Not on: ${holidaysInWords(holidays)}.`,
    `Owners are asked ${OWNERS_ASKED[owners]}.`,
    securityLeadId ? `After the lead ${person(securityLeadId)} hears.` : 'There is no security lead.',
  ].join(' ');
}

const ASKED_IN = {
  auto: { text: words('In the thread up to ten owners, directly beyond'), value: 'auto' },
  thread: { text: words('Always in the thread'), value: 'thread' },
  direct: { text: words('Always by a direct message'), value: 'direct' },
};

export function remindersForm(settings: ReminderSettings): ModalView {
  const { opens, closes, step, perWeek, place, owners, holidays, securityLeadId } = settings;
  const text = (id: string, initial: string) =>
    ({ type: 'plain_text_input', action_id: id, ...(initial !== '' && { initial_value: initial }) }) as const;
  const [inThread, direct] = [
    { text: words('Below what they were asked'), value: 'thread' },
    { text: words('By a direct message'), value: 'direct' },
  ];
  return form(VIEWS.reminders, { title: 'Reminders', submit: 'Save' }, [
    field('hours', 'Working hours', text('hours', `${opens}-${closes}`), {
      hint: 'On the clock of whoever is reminded, as in 09:00-17:00.',
    }),
    field('days', 'Working days', text('days', workingDaysInWords(settings)), { hint: 'As in mon-fri.' }),
    field('holidays', 'Holidays', text('holidays', holidays.join(' ')), {
      hint: 'As in 2026-12-25 2026-12-26. Days that are past need not stay.',
      optional: true,
    }),
    field('pace', 'Working days from one reminder to the next', text('pace', String(step))),
    field('cap', 'Messages to one person in a week, at most', text('cap', String(perWeek))),
    field('place', 'Where owners are reminded', {
      type: 'radio_buttons',
      action_id: 'place',
      options: [inThread, direct],
      initial_option: place === 'thread' ? inThread : direct,
    }),
    field('owners', 'Where owners are asked', {
      type: 'radio_buttons',
      action_id: 'owners',
      options: Object.values(ASKED_IN),
      initial_option: ASKED_IN[owners],
    }),
    field(
      'lead',
      'Security lead',
      { type: 'users_select', action_id: 'lead', ...(securityLeadId && { initial_user: securityLeadId }) },
      { hint: 'Hears when owner, deputy and lead were reminded in vain.', optional: true },
    ),
  ]);
}
