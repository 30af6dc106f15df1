import type { ModalView } from '@slack/types';
import type { Review } from '../review/review.ts';
import { VIEWS } from './action-ids.ts';
import { field, form } from './form.ts';
import { type ChoosableGroup, groupField } from './group-field.ts';
import { safe, section } from './message.ts';

/** Endpoints by patterns, in bulk, and who owns them. */
export function assignForm(
  { id, name }: Pick<Review, 'id' | 'name'>,
  groups: readonly ChoosableGroup[] = [],
): ModalView {
  return form(VIEWS.assign, { about: id, title: 'Who owns what?', submit: 'Assign' }, [
    section(
      `For ${safe(name)} and the reviews to come. Where several patterns are about an endpoint, the one that says most of it counts.`,
    ),
    field(
      'patterns',
      'Endpoints',
      {
        type: 'plain_text_input',
        action_id: 'patterns',
        multiline: true,
        max_length: 3000,
        placeholder: { type: 'plain_text', text: 'api.shop.example/v1/refunds/**' },
      },
      {
        optional: true,
        hint: 'One pattern a line: a host, a host and path, or a method before it. * is one segment, ** any rest.',
      },
    ),
    field('owner', 'Owner', { type: 'users_select', action_id: 'owner' }, { optional: true }),
    ...groupField(groups),
    field(
      'deputy',
      'Deputy',
      { type: 'users_select', action_id: 'deputy' },
      { optional: true, hint: 'May acknowledge, answer and decide for the owner, and is reminded after them.' },
    ),
    field(
      'file',
      'Or a file of owners',
      { type: 'file_input', action_id: 'file', max_files: 1 },
      {
        optional: true,
        hint: 'As a CODEOWNERS file: a pattern and who, a line each. What it says is shown to you before anything is applied.',
      },
    ),
  ]);
}
