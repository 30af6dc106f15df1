/** A message that can never be posted, told to whoever relies on it: what, where, why, and what to do next. */
import { code, type Message, person, plain } from './message.ts';

export type LostPlace = { channelId: string } | { userId: string };

export interface Lost {
  what: string;
  place: LostPlace;
  /** Slack's word for it. */
  problem: string;
  /** The command that posts what is missing, and the channel to type it in. */
  command: string;
  channelId: string;
}

type Reason = 'archived' | 'outside' | 'restricted' | 'gone' | 'deleted' | 'locked';

const REASONS: Record<string, Reason> = {
  is_archived: 'archived',
  is_inactive: 'archived',
  channel_not_found: 'outside',
  not_in_channel: 'outside',
  no_permission: 'restricted',
  restricted_action: 'restricted',
  restricted_action_non_threadable_channel: 'restricted',
  restricted_action_read_only_channel: 'restricted',
  restricted_action_thread_locked: 'restricted',
  restricted_action_thread_only_channel: 'restricted',
  cannot_dm_bot: 'gone',
  user_disabled: 'gone',
  user_not_found: 'gone',
  cant_update_message: 'deleted',
  message_not_found: 'deleted',
  thread_not_found: 'deleted',
  edit_window_closed: 'locked',
};

/** Several of Slack's words are one reason to people, and they are told once. */
export const reasonOf = (problem: string): string => REASONS[problem] ?? problem;

export function undeliverable(lost: Lost): Message {
  const { what, place } = lost;
  const where = 'userId' in place ? `to ${person(place.userId)} directly` : `in ${channel(place.channelId)}`;
  const { why, next } = explain(lost);
  return plain(
    `I could not post ${what} ${where}: ${why}. What it says is saved; it is only not shown, and other messages may be missing for the same reason. ${next}`,
  );
}

function explain({ problem, place, command, channelId }: Lost): { why: string; next: string } {
  const again = `type \`/api-review ${command}\` in ${channel(channelId)}, and I post what is missing`;
  const see = `\`/api-review status\` in ${channel(channelId)} says how things stand.`;
  const there = 'userId' in place ? `my conversation with ${person(place.userId)}` : channel(place.channelId);
  switch (REASONS[problem]) {
    case 'archived':
      return { why: `${there} is archived`, next: `Please unarchive it and ${again}.` };
    case 'outside':
      return {
        why: 'I am no longer a member there, or it is gone',
        next: `Please type \`/invite @api-review\` there and ${again}.`,
      };
    case 'restricted':
      return {
        why: `the app may not write in ${there}`,
        next: `Please let apps post there in its settings, or ask an admin to, and ${again}.`,
      };
    case 'gone':
      return {
        why: 'that account is deactivated, or nobody can write to it',
        next: `Please name someone else with \`/api-review assign\` in ${channel(channelId)}.`,
      };
    case 'deleted':
      return { why: 'it was deleted in Slack, posted anew and deleted again, so I leave it at that', next: see };
    case 'locked':
      return {
        why: 'Slack lets no message be changed after a while, so what is shown there is out of date',
        next: see,
      };
    default:
      return {
        why: `Slack does not take it and says ${code(problem)}`,
        next: `Please ${again}. If it stays missing, tell whoever runs api-review that word.`,
      };
  }
}

const channel = (channelId: string) => `<#${channelId}>`;
