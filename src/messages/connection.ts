/** What an admin hears about a Cloudflare token, and the form that takes it. */
import type { ModalView } from '@slack/types';
import { VIEWS } from './action-ids.ts';
import { field, form } from './form.ts';
import { count, inline, type Message, message, safe, section } from './message.ts';

const SHOWN = 10;

export function connected(zones: readonly string[], expiresOn: string | null, writesNotKnown: boolean): Message {
  const text = `Cloudflare is connected. The token sees ${count(zones.length, 'zone')}.`;
  return message(text, [
    section(`*${text}*`),
    ...(zones.length > 0 ? [section(inline(zones, SHOWN, (zone) => safe(zone)))] : []),
    ...(expiresOn ? [section(`It expires on ${safe(expiresOn.slice(0, 10))}.`)] : []),
    ...(writesNotKnown
      ? [
          section(
            ':grey_question: The token may not look at its own permissions, so it is not known whether it could change anything. Give it “API Tokens Read” to have that checked.',
          ),
        ]
      : []),
    section('Type `/api-review start` with a zone’s name in the channel where the review shall live.'),
  ]);
}

/** A token for reading only is the rule: what cannot write can break nothing when it leaks. */
export function writesRefused(writes: readonly string[]): Message {
  const text = 'This token was refused and not kept: it may change things at Cloudflare.';
  return message(text, [
    section(`*${text}*`),
    section(
      `It holds ${inline(writes, SHOWN, (name) => safe(name))}. Please make one with read permissions only (Logs Write is tolerated, because Cloudflare lets nobody read Logpush jobs without it).`,
    ),
  ]);
}

export function connectForm(): ModalView {
  return form(VIEWS.connect, { title: 'Connect Cloudflare', submit: 'Connect' }, [
    section(
      'Make an API token with read permissions for the zones to review, and paste it here. It is encrypted before it is stored, checked, and never shown again. You hear the result in a direct message.',
    ),
    field('secret_token', 'API token', {
      type: 'plain_text_input',
      action_id: 'token',
      min_length: 10,
      max_length: 500,
    }),
  ]);
}
