/** Which reviews somebody may see, by Slack's own word: nothing of a private channel shows to who is not in it. */
import { isPublic, type Looking, readMemberships } from '../publish/channel.ts';
import type { Sight } from '../review/ask/sight.ts';

/** Throws when Slack does not say: then nothing is shown. */
export async function sightOf(looking: Looking, userId: string, channelIds: readonly string[]): Promise<Sight> {
  const ids = [...new Set(channelIds)];
  const member = ids.length > 0 ? await readMemberships(looking.slack, userId) : new Map<string, string>();
  const open = new Set<string>();
  for (const channelId of ids.filter((id) => !member.has(id)))
    if (await isPublic(looking, channelId)) open.add(channelId);
  return { member, public: open };
}
