/** Which reviews somebody may see, by Slack's own word: nothing of a private channel shows to who is not in it. */
import type { WebClient } from '@slack/web-api';
import { knownChannels, saveKnownChannel } from '../../db/known-channels.ts';
import type { Database } from '../../db/pool.ts';
import { readMemberships, readPlace } from '../publish/channel.ts';
import type { Sight } from '../review/ask/sight.ts';

interface Looking {
  db: Database;
  slack: WebClient;
  now: () => Date;
  workspaceId: string;
}

/** A channel may be made private; who is in a private one is asked each time. */
const FRESH_MS = 10 * 60_000;

/** Throws when Slack does not say: then nothing is shown. */
export async function sightOf(looking: Looking, userId: string, channelIds: readonly string[]): Promise<Sight> {
  const { db, slack, now, workspaceId } = looking;
  const ids = [...new Set(channelIds)];
  const member = ids.length > 0 ? await readMemberships(slack, userId) : new Map<string, string>();
  const others = ids.filter((id) => !member.has(id));
  const known = await db.inWorkspace(workspaceId, (tx) => knownChannels(tx, others));
  const fresh = known.filter(({ lookedUpAt }) => now().getTime() - lookedUpAt.getTime() < FRESH_MS);
  const open = new Set(fresh.filter((each) => each.public).map(({ channelId }) => channelId));
  const told = new Set(fresh.map(({ channelId }) => channelId));
  for (const channelId of others.filter((id) => !told.has(id))) {
    const place = await readPlace(slack, channelId);
    const channel = { channelId, public: place.public, lookedUpAt: now() };
    await db.inWorkspace(workspaceId, (tx) => saveKnownChannel(tx, workspaceId, channel));
    if (place.public) open.add(channelId);
  }
  return { member, public: open };
}
