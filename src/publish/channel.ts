/** What kind of place a channel is, and why a review may not live there. */
import type { WebClient } from '@slack/web-api';
import { WebAPIPlatformError } from '@slack/web-api';
import { z } from 'zod';
import { knownChannels, saveKnownChannel } from '../../db/known-channels.ts';
import type { Database } from '../../db/pool.ts';

export interface Place {
  visible: boolean;
  member: boolean;
  public: boolean;
  shared: boolean;
  archived: boolean;
  direct: boolean;
}

const Info = z.object({
  channel: z.object({
    is_member: z.boolean().optional(),
    is_private: z.boolean().optional(),
    is_im: z.boolean().optional(),
    is_mpim: z.boolean().optional(),
    is_archived: z.boolean().optional(),
    is_ext_shared: z.boolean().optional(),
    is_pending_ext_shared: z.boolean().optional(),
  }),
});

const NOWHERE: Place = { visible: false, member: false, public: false, shared: false, archived: false, direct: false };

export async function readPlace(slack: WebClient, channelId: string): Promise<Place> {
  try {
    const { channel } = Info.parse(await slack.conversations.info({ channel: channelId }));
    const direct = channel.is_im === true || channel.is_mpim === true;
    return {
      visible: true,
      member: channel.is_member ?? direct,
      public: channel.is_private !== true && !direct,
      shared: channel.is_ext_shared === true || channel.is_pending_ext_shared === true,
      archived: channel.is_archived === true,
      direct,
    };
  } catch (error) {
    if (error instanceof WebAPIPlatformError && error.data.error === 'channel_not_found') return NOWHERE;
    throw error;
  }
}

/** What to tell the person, and that nothing was done; undefined when a review may live there. */
export function whyNotHere(place: Place, nothing = 'Nothing was started'): string | undefined {
  if (place.shared) {
    return `This channel is shared with another company, and a review tells where your APIs are open. ${nothing}: please use a channel of your own.`;
  }
  if (place.direct)
    return `A review lives in a channel, where the people who own endpoints can see it. ${nothing}: type the command in one.`;
  if (!place.visible || !place.member) {
    return `I am not a member of this channel, so I could not post here. ${nothing}: type \`/invite @api-review\`, then the command again.`;
  }
  if (place.archived) return `This channel is archived. ${nothing}: please use another one.`;
  return undefined;
}

const Memberships = z.object({
  channels: z.array(z.object({ id: z.string(), name: z.string().default('') })),
  response_metadata: z.object({ next_cursor: z.string().optional() }).optional(),
});

/** The channels somebody is in, as far as the app may know: of private ones only those it is in too. */
export async function readMemberships(slack: WebClient, userId: string): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  let cursor: string | undefined;
  do {
    const answer = Memberships.parse(
      await slack.users.conversations({
        user: userId,
        types: 'public_channel,private_channel',
        limit: 999,
        ...(cursor && { cursor }),
      }),
    );
    for (const { id, name } of answer.channels) found.set(id, name);
    cursor = answer.response_metadata?.next_cursor || undefined;
  } while (cursor);
  return found;
}

export interface Looking {
  db: Database;
  slack: WebClient;
  now: () => Date;
  workspaceId: string;
}

/** A channel may be made private; who is in a private one is asked each time. */
const FRESH_MS = 10 * 60_000;

/** Whether anybody of the workspace may look into it, as Slack said within ten minutes. */
export async function isPublic({ db, slack, now, workspaceId }: Looking, channelId: string): Promise<boolean> {
  const [known] = await db.inWorkspace(workspaceId, (tx) => knownChannels(tx, [channelId]));
  if (known && now().getTime() - known.lookedUpAt.getTime() < FRESH_MS) return known.public;
  const place = await readPlace(slack, channelId);
  const channel = { channelId, public: place.public, lookedUpAt: now() };
  await db.inWorkspace(workspaceId, (tx) => saveKnownChannel(tx, workspaceId, channel));
  return place.public;
}

const Members = z.object({
  members: z.array(z.string()),
  response_metadata: z.object({ next_cursor: z.string().optional() }).optional(),
});

/** Who alone may hear of what is in this channel; undefined where anybody may. */
export async function insidersOf(looking: Looking, channelId: string): Promise<ReadonlySet<string> | undefined> {
  if (await isPublic(looking, channelId)) return undefined;
  const found = new Set<string>();
  let cursor: string | undefined;
  do {
    const answer = Members.parse(
      await looking.slack.conversations.members({ channel: channelId, limit: 999, ...(cursor && { cursor }) }),
    );
    for (const id of answer.members) found.add(id);
    cursor = answer.response_metadata?.next_cursor || undefined;
  } while (cursor);
  return found;
}
