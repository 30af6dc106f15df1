import { z } from 'zod';
import type { Tx } from './pool.ts';

const KnownChannel = z.object({ channelId: z.string(), public: z.boolean(), lookedUpAt: z.date() });
export type KnownChannel = z.infer<typeof KnownChannel>;

export async function knownChannels(tx: Tx, channelIds: readonly string[]): Promise<KnownChannel[]> {
  const { rows } = await tx.query(
    `select channel_id as "channelId", public, looked_up_at as "lookedUpAt" from known_channel where channel_id = any ($1)`,
    [channelIds],
  );
  return z.array(KnownChannel).parse(rows);
}

export async function saveKnownChannel(tx: Tx, workspaceId: string, channel: KnownChannel): Promise<void> {
  await tx.query(
    `insert into known_channel (workspace_id, channel_id, public, looked_up_at) values ($1, $2, $3, $4)
         on conflict (workspace_id, channel_id) do update
        set public = excluded.public, looked_up_at = excluded.looked_up_at`,
    [workspaceId, channel.channelId, channel.public, channel.lookedUpAt],
  );
}
