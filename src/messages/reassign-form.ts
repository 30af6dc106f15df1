import type { ModalView } from '@slack/types';
import type { Review } from '../review/review.ts';
import { VIEWS } from './action-ids.ts';
import { field, form, words } from './form.ts';
import { type ChoosableGroup, groupField } from './group-field.ts';
import { person, section } from './message.ts';

/** Who owns what was taken to be this owner's. */
export function reassignForm(
  { id, leadId }: Review,
  ownerId: string,
  groups: readonly ChoosableGroup[] = [],
): ModalView {
  const mayGiveBack = ownerId !== leadId;
  return form(VIEWS.reassign, { about: `${id} ${ownerId}`, title: 'Who owns these?', submit: 'Hand over' }, [
    section(
      `Everything that was taken to be ${person(ownerId)}’s in this review goes to the person or the user group you choose. They are asked to acknowledge it. For only a part of it, use \`/api-review assign\`.`,
    ),
    field(
      'owner',
      'New owner',
      { type: 'users_select', action_id: 'owner' },
      { optional: mayGiveBack || groups.length > 0 },
    ),
    ...groupField(groups),
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
