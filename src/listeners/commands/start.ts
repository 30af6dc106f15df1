/** Begins a review of a zone. Whether there is such a zone, and what reading it costs, is a job's to find out. */
import { z } from 'zod';
import { askQuote } from '../../../db/quotes.ts';
import { quoteReview } from '../../../jobs/queue.ts';
import { startForm } from '../../messages/start-form.ts';
import { type Turn, UserError } from '../listener.ts';
import type { Subcommand } from './command.ts';

const KNOWN = ['name', 'due', 'hosts'];
const HOST = /^(?=.{1,253}$)[a-z0-9*]([a-z0-9._-]*[a-z0-9])?$/;

export default {
  name: 'start',
  summary: 'begin a review of a zone in this channel',
  usage: [
    ['start shop.example', 'begins at once, and tells you what it will cost'],
    [
      'start shop.example --name "Q4" --due 2026-12-24 --hosts api.shop.example,pay.shop.example',
      'with a name, a due date, or only some hosts',
    ],
    ['start', 'opens a form'],
  ],
  async run(turn, { words, options, channelId, responseUrl }) {
    turn.demand('start a review');
    const [zone, ...rest] = words;
    if (zone === undefined && Object.keys(options).length === 0) {
      turn.open(startForm(channelId));
      return;
    }
    if (zone === undefined)
      throw new UserError('Which zone? For example `/api-review start shop.example`. Nothing was started.');
    if (rest.length > 0) {
      throw new UserError(
        'One zone at a time, please, and a name of several words in quotes: `/api-review start shop.example --name "Q4 review"`. Nothing was started.',
      );
    }
    const unknown = Object.keys(options).find((name) => !KNOWN.includes(name));
    if (unknown !== undefined) {
      throw new UserError(
        `I do not know \`--${unknown}\`. There are \`--name\`, \`--due\` and \`--hosts\`. Nothing was started.`,
      );
    }
    await startReview(turn, { zone, channelId, responseUrl, ...options });
  },
} satisfies Subcommand;

export interface StartRequest {
  zone: string;
  channelId: string;
  /** Where the private answer goes; without one it is a direct message. */
  responseUrl?: string;
  name?: string;
  due?: string;
  hosts?: string;
}

type Field = 'name' | 'due' | 'hosts';
/** How a mistake is told: to the one who typed, or beside the field of a form. */
type Refuse = (field: Field, words: string) => Error;

const toTheOneWhoTyped: Refuse = (_, words) => new UserError(`${words} Nothing was started.`);

/** Shared by the command and the form. Throws for what cannot be meant. */
export async function startReview(turn: Turn, request: StartRequest, refuse = toTheOneWhoTyped): Promise<void> {
  const { tx, workspaceId, actor, keys } = turn;
  const quoteId = await askQuote(tx, workspaceId, {
    channelId: request.channelId,
    leadId: actor.userId,
    zone: request.zone.slice(0, 300),
    name: readName(request.name, refuse),
    due: readDue(request.due, turn.now, refuse),
    hosts: readHosts(request.hosts, refuse),
    answerTo: request.responseUrl ? await keys.seal(request.responseUrl, { workspaceId, purpose: 'response-url' }) : '',
  });
  turn.enqueue(quoteReview({ workspaceId, quoteId }));
}

function readName(name: string | undefined, refuse: Refuse): string | null {
  if (name === undefined || name.trim() === '') return null;
  if (name.length > 80) throw refuse('name', 'A name may have up to 80 characters.');
  return name.trim();
}

function readDue(due: string | undefined, now: Date, refuse: Refuse): string | null {
  if (due === undefined || due === '') return null;
  if (!z.iso.date().safeParse(due).success) throw refuse('due', 'A due date looks like 2026-12-24.');
  if (due < now.toISOString().slice(0, 10)) throw refuse('due', `${due} is past.`);
  return due;
}

function readHosts(hosts: string | undefined, refuse: Refuse): string[] {
  if (hosts === undefined || hosts.trim() === '') return [];
  const list = hosts
    .toLowerCase()
    .split(/[\s,]+/)
    .filter((host) => host !== '');
  if (list.some((host) => !HOST.test(host))) {
    throw refuse('hosts', 'Hosts are names separated by commas, as in api.shop.example,pay.shop.example.');
  }
  return [...new Set(list)].sort();
}
