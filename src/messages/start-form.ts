/** The form behind `/api-review start` without a zone. */
import type { ModalView } from '@slack/types';
import { VIEWS } from './action-ids.ts';
import { field, form } from './form.ts';

/** Without a channel, from App Home, the form asks for one. */
export function startForm(channelId: string | undefined): ModalView {
  const where = field('channel', 'Channel in which the review lives', {
    type: 'conversations_select',
    action_id: 'channel',
    filter: { include: ['public', 'private'], exclude_external_shared_channels: true },
  });
  return form(VIEWS.start, { about: channelId ?? '', title: 'Start review', submit: 'Start' }, [
    field(
      'zone',
      'Zone',
      { type: 'plain_text_input', action_id: 'zone', max_length: 300 },
      { hint: 'The name of the zone at Cloudflare, as in shop.example, or its id' },
    ),
    ...(channelId === undefined ? [where] : []),
    field('name', 'Name', { type: 'plain_text_input', action_id: 'name', max_length: 80 }, { optional: true }),
    field('due', 'Due', { type: 'datepicker', action_id: 'due' }, { optional: true }),
    field(
      'hosts',
      'Only these hosts',
      { type: 'plain_text_input', action_id: 'hosts', max_length: 2000 },
      { optional: true, hint: 'Separated by commas; all hosts of the zone when empty' },
    ),
  ]);
}
