import { domainToASCII } from 'node:url';
import { z } from 'zod';
import { CallFailed } from './call-failed.ts';
import type { CloudflareClient } from './client.ts';
import { CloudflareProblem } from './problem.ts';
import { problem } from './refusal.ts';

const Found = z
  .object({ id: z.string(), name: z.string(), status: z.string().nullish(), account: z.object({ id: z.string() }) })
  .transform(({ id, name, status, account }) => ({ id, name, status, accountId: account.id }));

export type FoundZone = { id: string; name: string; accountId: string };

const SHOWN = 5;
const NOT_VISIBLE = 9109; // any other 403 is a missing permission

/** The zone a person means by a name or an id. What the token cannot see is told apart from nothing at all, as far as Cloudflare tells. */
export async function findZone(client: CloudflareClient, wanted: string, signal?: AbortSignal): Promise<FoundZone> {
  const text = wanted.trim().toLowerCase();
  try {
    if (/^[0-9a-f]{32}$/.test(text)) return await byId(client, text, signal);
    return await byName(client, zoneName(text), signal);
  } catch (error) {
    signal?.throwIfAborted();
    throw error instanceof CallFailed ? problem(error, 'the zone', 'Zone Read') : error;
  }
}

async function byId(client: CloudflareClient, id: string, signal?: AbortSignal): Promise<FoundZone> {
  try {
    return found((await client.get(`/zones/${id}`, { signal })).result);
  } catch (error) {
    if (!(error instanceof CallFailed) || error.kind !== 'refused') throw error;
    if (error.status === 404 || error.status === 400) throw unknown(`There is no zone with the id ${id}.`);
    if (error.codes.includes(NOT_VISIBLE)) throw unknown(`There is no zone with the id ${id} that this token may see.`);
    throw error;
  }
}

async function byName(client: CloudflareClient, name: string, signal?: AbortSignal): Promise<FoundZone> {
  const { result } = await client.get('/zones', { query: { name, per_page: 5 }, signal });
  const zones = list(result).filter((zone) => zone.name === name);
  const zone = zones.find(({ status }) => status === 'active') ?? zones[0];
  if (zone) return { id: zone.id, name: zone.name, accountId: zone.accountId };
  throw unknown(await whyNot(client, name, signal));
}

/** An account answers alike for a zone it has not and one the token may not see; what it may see tells more. */
async function whyNot(client: CloudflareClient, name: string, signal?: AbortSignal): Promise<string> {
  const { result, result_info: info } = await client.get('/zones', { query: { per_page: 50 }, signal });
  const visible = list(result).map((zone) => zone.name);
  const start = `No zone called ${name} is visible to this token: it is not at Cloudflare, or not among the token’s zone resources.`;
  const parent = visible.find((zone) => name.endsWith(`.${zone}`));
  if (parent) return `${start} Its parent is: did you mean ${parent}?`;
  if (visible.length === 0)
    return `${start} The token sees no zone at all: add zones to it in the Cloudflare dashboard.`;
  const more = Math.max(info?.total_count ?? 0, visible.length) - SHOWN;
  return `${start} It sees ${visible.slice(0, SHOWN).join(', ')}${more > 0 ? ` and ${more} more` : ''}.`;
}

function zoneName(text: string): string {
  const host = text
    .replace(/^[a-z]+:\/\//, '')
    .replace(/[/?#:].*$/s, '')
    .replace(/\.$/, '');
  const name = domainToASCII(host);
  if (/^(?=.{1,253}$)([a-z0-9_-]{1,63}\.)+[a-z0-9-]{2,63}$/.test(name)) return name;
  throw unknown('That is neither the name of a zone, as in shop.example, nor the 32 characters of a zone id.');
}

function found(result: unknown) {
  const zone = Found.safeParse(result);
  if (zone.success) return { id: zone.data.id, name: zone.data.name, accountId: zone.data.accountId };
  throw new CallFailed('garbage', 'the answer is not a zone', { status: 200 });
}

function list(result: unknown) {
  const zones = z.array(Found).safeParse(result ?? []);
  if (zones.success) return zones.data;
  throw new CallFailed('garbage', 'the answer is not a list of zones', { status: 200 });
}

const unknown = (message: string) => new CloudflareProblem('zone_unknown', message);
