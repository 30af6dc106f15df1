/** What kind of place a channel is, and why a review may not live there. */
import type { WebClient } from '@slack/web-api';
import { WebAPIPlatformError } from '@slack/web-api';
import { z } from 'zod';

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
