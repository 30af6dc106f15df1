/** A user group as the owner: Slack has no menu of them, so that they are listed. */
import type { KnownBlock } from '@slack/types';
import { field, words } from './form.ts';
import { clip } from './message.ts';

const GROUPS_AT_MOST = 100;

export interface ChoosableGroup {
  groupId: string;
  handle: string;
}

export function groupField(groups: readonly ChoosableGroup[]): KnownBlock[] {
  if (groups.length === 0) return [];
  const options = groups
    .slice(0, GROUPS_AT_MOST)
    .map(({ groupId, handle }) => ({ text: words(clip(`@${handle}`, 75)), value: groupId }));
  const hint = 'The first hundred; others are named with /api-review assign and a pattern before them.';
  return [
    field(
      'group',
      'Or a user group',
      { type: 'static_select', action_id: 'group', options },
      { optional: true, ...(groups.length > GROUPS_AT_MOST && { hint }) },
    ),
  ];
}
