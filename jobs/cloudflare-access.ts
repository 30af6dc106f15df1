/** Which Cloudflare token a workspace reads with: the one it connected, else the one of the environment. */
import { connectionInUse } from '../db/connections.ts';
import { type CloudflareClient, cloudflareClient } from '../src/cloudflare/client.ts';
import type { JobContext } from './job.ts';

export async function cloudflareOf(
  { db, keys, cloudflare }: JobContext,
  workspaceId: string,
): Promise<CloudflareClient | undefined> {
  const connection = await db.inWorkspace(workspaceId, connectionInUse);
  const token = connection
    ? await keys.open(connection.token, { workspaceId, purpose: 'cloudflare-token' })
    : cloudflare.token;
  return token === undefined ? undefined : cloudflareClient({ token, baseUrl: cloudflare.baseUrl });
}

export const NOT_CONNECTED =
  'Cloudflare is not connected yet. A workspace admin can do it with `/api-review connect`. Nothing was started.';
