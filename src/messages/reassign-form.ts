import type { InputBlock, ModalView } from '@slack/types';
import type { Review } from '../review/review.ts';
import { VIEWS } from './action-ids.ts';
import { person, section } from './message.ts';

/** Who owns what was taken to be this owner's. */
export function reassignForm({ id, leadId }: Review, ownerId: string): ModalView {
  const mayGiveBack = ownerId !== leadId;
  return {
    type: 'modal',
    callback_id: VIEWS.reassign,
    private_metadata: `${id} ${ownerId}`,
    title: { type: 'plain_text', text: 'Who owns these?' },
    submit: { type: 'plain_text', text: 'Hand over' },
    close: { type: 'plain_text', text: 'Back' },
    blocks: [
      section(
        `Everything that was taken to be ${person(ownerId)}’s in this review goes to the person you choose. They are asked to acknowledge it. For only a part of it, use \`/api-review assign\`.`,
      ),
      {
        type: 'input',
        block_id: 'owner',
        optional: mayGiveBack,
        label: { type: 'plain_text', text: 'New owner' },
        element: { type: 'users_select', action_id: 'owner' },
      },
      ...(mayGiveBack ? [GIVE_BACK] : []),
    ],
  };
}

const GIVE_BACK: InputBlock = {
  type: 'input',
  block_id: 'back',
  optional: true,
  label: { type: 'plain_text', text: 'If you cannot tell' },
  element: {
    type: 'checkboxes',
    action_id: 'back',
    options: [{ text: { type: 'plain_text', text: 'I don’t know, give it back to the lead' }, value: 'lead' }],
  },
};
