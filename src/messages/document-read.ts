/** What whoever gave a document hears of it: how much of it was understood, or what is wrong with it. */
import type { ModalView } from '@slack/types';
import { DOCUMENT_TYPES } from '../review/documents.ts';
import type { Review } from '../review/review.ts';
import { VIEWS } from './action-ids.ts';
import { amount, code, context, count, inline, lines, type Message, message, plain, safe, section } from './message.ts';

const SHOWN = 5;

export interface ReadDocument {
  name: string;
  operations: readonly { host: string }[];
  /** Keys of those among them that nobody has saved at Cloudflare. */
  unsaved: readonly string[];
  /** How many are on hosts of other zones. */
  elsewhere: number;
  skipped: readonly string[];
  refusedByUpload: readonly string[];
}

export function documentRead({ zoneName }: Review, read: ReadDocument): Message {
  const { name, operations, unsaved, elsewhere, skipped, refusedByUpload } = read;
  const hosts = [...new Set(operations.map(({ host }) => host))].sort();
  const where = hosts.length > 0 ? ` on ${inline(hosts, SHOWN, (host) => safe(host))}` : '';
  const saved = operations.length === 0 ? '' : `; ${amount(unsaved.length)} not saved at Cloudflare`;
  const text = `Read ${safe(name, 100)}: ${count(operations.length, 'operation')}${where}${saved}.`;
  return message(text, [
    section(`*${text}*`),
    ...(unsaved.length > 0 ? [section(lines(unsaved, SHOWN, (key) => `• ${code(key)}`))] : []),
    ...(elsewhere > 0
      ? [section(`${count(elsewhere, 'operation')} on hosts that are not of ${safe(zoneName)}: left out.`)]
      : []),
    ...(skipped.length > 0 ? [section(`Left out:\n${lines(skipped, SHOWN, (why) => `• ${safe(why)}`)}`)] : []),
    ...(refusedByUpload.length > 0
      ? [context(`Cloudflare’s own schema validation would not take this file: ${safe(refusedByUpload.join('; '))}.`)]
      : []),
    context('The inventory and the findings are worked out anew with it.'),
  ]);
}

export const documentRefused = (name: string, problem: string): Message =>
  plain(`${code(name, 100)} was not taken. ${safe(problem, 500)} Nothing was changed.`);

export const documentKnown = (name: string): Message =>
  plain(
    `${code(name, 100)} has been read already: a document with the same content is part of this review. Nothing was changed.`,
  );

export function documentForm({ id, name }: Review): ModalView {
  return {
    type: 'modal',
    callback_id: VIEWS.documents,
    private_metadata: id,
    title: { type: 'plain_text', text: 'OpenAPI documents' },
    submit: { type: 'plain_text', text: 'Read' },
    close: { type: 'plain_text', text: 'Back' },
    blocks: [
      section(
        `What the documents describe is compared with what ${safe(name)} has found. OpenAPI 3.0, 3.1 or Swagger 2.0, JSON or YAML. You may also drop a file in the review’s thread.`,
      ),
      {
        type: 'input',
        block_id: 'documents',
        label: { type: 'plain_text', text: 'Documents' },
        element: { type: 'file_input', action_id: 'documents', filetypes: DOCUMENT_TYPES, max_files: 5 },
      },
    ],
  };
}
