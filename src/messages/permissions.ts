/** Who may do what in this workspace. */
import { ACTIONS, whoMay } from '../review/may.ts';
import type { Actor } from '../review/roles.ts';
import { context, type Message, message, moment, person, safe, section } from './message.ts';

export interface Denied {
  userId: string;
  action: string;
  triedAt: Date;
}

/** `denied`, the newest first, only for whoever may see it. */
export function permissions(actor: Pick<Actor, 'roles'>, denied: readonly Denied[] | undefined): Message {
  const text = 'Who may do what with api-review';
  return message(text, [
    section(`*${text}*\n${ACTIONS.map((action) => `• ${action}: ${whoMay(actor, action)}`).join('\n')}`),
    context(
      'An owner is a person or anybody of the user group that owns; a deputy may do what the owner may. Guests, apps and people of other companies may nothing. Change it with `/api-review settings admins` and `settings reviewers`.',
    ),
    ...(denied === undefined ? [] : [section(deniedInWords(denied))]),
  ]);
}

function deniedInWords(denied: readonly Denied[]): string {
  if (denied.length === 0) return '*Tried in vain*: nothing yet.';
  const lines = denied.map(
    ({ userId, action, triedAt }) => `• ${person(userId)} wanted to ${safe(action)} ${moment(triedAt)}`,
  );
  return `*Tried in vain, the newest first*\n${lines.join('\n')}`;
}
