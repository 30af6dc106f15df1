/** What an admin hears about a Cloudflare token, and the form that takes it. */
import type { ModalView } from '@slack/types';
import { VIEWS } from './action-ids.ts';
import { field, form } from './form.ts';
import { count, inline, lines, type Message, message, safe, section } from './message.ts';

const SHOWN = 10;
const MISSING_SHOWN = 30; // more than there are permissions that a scan asks for

type Connected = {
  zones: readonly string[];
  expiresOn: string | null;
  writesNotKnown: boolean;
  writesLogs: boolean | null;
  missing: readonly { permission: string; checks: readonly string[] }[];
};

export function connected({ zones, expiresOn, writesNotKnown, writesLogs, missing }: Connected): Message {
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
    ...(writesLogs
      ? [
          section(
            'It holds Logs Write, which is tolerated: Cloudflare lets nobody read Logpush jobs without it. Nothing is changed with it.',
          ),
        ]
      : []),
    ...(missing.length > 0
      ? [
          section(
            `*It may not read everything.* Without these permissions the checks beside them will say “unknown”, neither passed nor failed:\n${lines(missing, MISSING_SHOWN, unasked)}`,
          ),
        ]
      : []),
    section('Type `/api-review start` with a zone’s name in the channel where the review shall live.'),
  ]);
}

const unasked = ({ permission, checks }: Connected['missing'][number]) =>
  `• *${safe(permission)}*: ${checks.length > 0 ? checks.map((id) => safe(id)).join(', ') : 'no check of this version needs it'}`;

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
