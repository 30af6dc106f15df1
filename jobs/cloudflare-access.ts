/** Which Cloudflare token a workspace reads with: the one it connected, else the one of the environment. */
import { connectionInUse } from '../db/connections.ts';
import { type CloudflareClient, cloudflareClient } from '../src/cloudflare/client.ts';
import type { JobContext } from './job.ts';

/** `since` is when a person connected it. The problem is for people. */
export type Access = { client: CloudflareClient; since?: Date } | { problem: string };

export async function cloudflareOf(context: JobContext, workspaceId: string): Promise<Access> {
  const { db, keys, cloudflare, log } = context;
  const connection = await db.inWorkspace(workspaceId, connectionInUse);
  if (!connection) {
    return cloudflare.token === undefined
      ? { problem: NOT_CONNECTED }
      : { client: clientOf(context, workspaceId, cloudflare.token) };
  }
  try {
    const token = await keys.open(connection.token, { workspaceId, purpose: 'cloudflare-token' });
    return { client: clientOf(context, workspaceId, token), since: connection.connectedAt };
  } catch (error) {
    log.error({ err: error }, 'the stored Cloudflare token cannot be opened: is its key still in ENCRYPTION_KEYS?');
    return { problem: CANNOT_BE_OPENED };
  }
}

export const clientOf = ({ cloudflare, limiters }: JobContext, workspaceId: string, token: string): CloudflareClient =>
  cloudflareClient({ token, baseUrl: cloudflare.baseUrl, limiter: limiters(workspaceId, token) });

const NOT_CONNECTED = 'Cloudflare is not connected yet. A workspace admin can do it with `/api-review connect`.';
const CANNOT_BE_OPENED =
  'The stored Cloudflare token cannot be opened any more. A workspace admin can connect again with `/api-review connect`.';
