/** The form behind `/api-review start` without a zone. */
import type { InputBlock, ModalView } from '@slack/types';
import { VIEWS } from './action-ids.ts';

/** Without a channel, from App Home, the form asks for one. */
export function startForm(channelId: string | undefined): ModalView {
  const where: InputBlock = {
    type: 'input',
    block_id: 'channel',
    label: { type: 'plain_text', text: 'Channel in which the review lives' },
    element: {
      type: 'conversations_select',
      action_id: 'channel',
      filter: { include: ['public', 'private'], exclude_external_shared_channels: true },
    },
  };
  return {
    type: 'modal',
    callback_id: VIEWS.start,
    private_metadata: channelId ?? '',
    title: { type: 'plain_text', text: 'Start review' },
    submit: { type: 'plain_text', text: 'Start' },
    close: { type: 'plain_text', text: 'Back' },
    blocks: [
      {
        type: 'input',
        block_id: 'zone',
        label: { type: 'plain_text', text: 'Zone' },
        hint: { type: 'plain_text', text: 'The name of the zone at Cloudflare, as in shop.example, or its id' },
        element: { type: 'plain_text_input', action_id: 'zone', max_length: 300 },
      },
      ...(channelId === undefined ? [where] : []),
      {
        type: 'input',
        block_id: 'name',
        optional: true,
        label: { type: 'plain_text', text: 'Name' },
        element: { type: 'plain_text_input', action_id: 'name', max_length: 80 },
      },
      {
        type: 'input',
        block_id: 'due',
        optional: true,
        label: { type: 'plain_text', text: 'Due' },
        element: { type: 'datepicker', action_id: 'due' },
      },
      {
        type: 'input',
        block_id: 'hosts',
        optional: true,
        label: { type: 'plain_text', text: 'Only these hosts' },
        hint: { type: 'plain_text', text: 'Separated by commas; all hosts of the zone when empty' },
        element: { type: 'plain_text_input', action_id: 'hosts', max_length: 2000 },
      },
    ],
  };
}
