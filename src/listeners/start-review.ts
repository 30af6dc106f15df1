/** Asks what a review will cost and so begins it: by the command, or by the form. */
import { z } from 'zod';
import { askQuote } from '../../db/quotes.ts';
import { quoteReview } from '../../jobs/queue.ts';
import { type Turn, UserError } from './listener.ts';

const HOST = /^(?=.{1,253}$)[a-z0-9*]([a-z0-9._-]*[a-z0-9])?$/;

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
