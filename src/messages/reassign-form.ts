import type { ModalView } from '@slack/types';
import type { Review } from '../review/review.ts';
import { VIEWS } from './action-ids.ts';
import { field, form, words } from './form.ts';
import { person, section } from './message.ts';

/** Who owns what was taken to be this owner's. */
export function reassignForm({ id, leadId }: Review, ownerId: string): ModalView {
  const mayGiveBack = ownerId !== leadId;
  return form(VIEWS.reassign, { about: `${id} ${ownerId}`, title: 'Who owns these?', submit: 'Hand over' }, [
    section(
      `Everything that was taken to be ${person(ownerId)}’s in this review goes to the person you choose. They are asked to acknowledge it. For only a part of it, use \`/api-review assign\`.`,
    ),
    field('owner', 'New owner', { type: 'users_select', action_id: 'owner' }, { optional: mayGiveBack }),
    ...(mayGiveBack ? [GIVE_BACK] : []),
  ]);
}

const GIVE_BACK = field(
  'back',
  'If you cannot tell',
  {
    type: 'checkboxes',
    action_id: 'back',
    options: [{ text: words('I don’t know, give it back to the lead'), value: 'lead' }],
  },
  { optional: true },
);
