import type { ModalView } from '@slack/types';
import { VIEWS } from './action-ids.ts';
import { person, section } from './message.ts';

/** Who owns what was taken to be this owner's. */
export function reassignForm(reviewId: string, ownerId: string): ModalView {
  return {
    type: 'modal',
    callback_id: VIEWS.reassign,
    private_metadata: `${reviewId} ${ownerId}`,
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
        label: { type: 'plain_text', text: 'New owner' },
        element: { type: 'users_select', action_id: 'owner' },
      },
    ],
  };
}
