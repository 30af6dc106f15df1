/** Checks a token that an admin gave, and puts it to use or erases it. Either way the admin is told directly. */
import { adoptConnection, eraseConnection, findConnection } from '../db/connections.ts';
import { say } from '../db/posts.ts';
import type { CloudflareClient } from '../src/cloudflare/client.ts';
import { findZone } from '../src/cloudflare/find-zone.ts';
import { listZones } from '../src/cloudflare/list-zones.ts';
import { missingPermissions, quoteScan } from '../src/cloudflare/quote.ts';
import { verifyToken } from '../src/cloudflare/verify-token.ts';
import { connected, writesRefused } from '../src/messages/connection.ts';
import { type Message, plain } from '../src/messages/message.ts';
import { publish } from '../src/publish/publish.ts';
import { clientOf } from './cloudflare-access.ts';
import { defineJob, type JobContext, problemToTell } from './job.ts';
import type { Payload } from './queue.ts';
import { whyNoLonger } from './still-may.ts';

const NOT_KEPT = 'The token was not kept, and what was connected before is unchanged.';

export default defineJob(
  'connect-cloudflare',
  async ({ workspaceId, connectionId }, context) => {
    const { db, keys, lastAttempt, signal } = context;
    const connection = await db.inWorkspace(workspaceId, (tx) => findConnection(tx, connectionId));
    if (connection?.state !== 'checking') return; // checked by an earlier attempt

    const outcome = await check(await keys.open(connection.token, { workspaceId, purpose: 'cloudflare-token' }));
    await settle(context, workspaceId, connection, outcome);

    async function check(token: string) {
      try {
        const client = clientOf(context, workspaceId, token);
        const { writes, writesLogs, expiresOn } = await verifyToken(client, { now: context.now, signal });
        if (writes && writes.length > 0) return { use: false, tell: writesRefused(writes) } as const;
        const zones = await listZones(client, signal);
        const missing = await preflight(client, zones[0], signal);
        const tell = connected({ zones, expiresOn, writesNotKnown: writes === null, writesLogs, missing });
        return { use: true, zones, expiresOn, tell } as const;
      } catch (error) {
        const problem = problemToTell(error, lastAttempt);
        if (problem === undefined) throw error;
        return { use: false, tell: plain(`${problem} ${NOT_KEPT}`) } as const;
      }
    }
  },
  giveUp,
);

/** What the token may not read, as tried on one of its zones. One that may not read operations is of no use: that is thrown. */
async function preflight(client: CloudflareClient, name: string | undefined, signal: AbortSignal) {
  if (name === undefined) return [];
  return missingPermissions(await quoteScan(client, await findZone(client, name, signal), signal));
}

async function giveUp(
  { workspaceId, connectionId }: Payload<'connect-cloudflare'>,
  context: JobContext,
  problem: string,
) {
  const connection = await context.db.inWorkspace(workspaceId, (tx) => findConnection(tx, connectionId));
  if (connection?.state !== 'checking') return;
  const tell = plain(`${problem} ${NOT_KEPT} Please connect again.`);
  await settle(context, workspaceId, connection, { use: false, tell });
}

type Outcome = { use: false; tell: Message } | ({ use: true; tell: Message } & Parameters<typeof adoptConnection>[2]);

async function settle(
  context: JobContext,
  workspaceId: string,
  { id, connectedBy }: { id: string; connectedBy: string },
  outcome: Outcome,
): Promise<void> {
  const postId = await context.db.inWorkspace(workspaceId, async (tx) => {
    const refused = outcome.use ? await whyNoLonger(tx, connectedBy, 'connect Cloudflare') : undefined;
    if (outcome.use && refused === undefined) await adoptConnection(tx, id, outcome);
    else await eraseConnection(tx, id);
    const target = { to: 'person', userId: connectedBy } as const;
    const message = refused === undefined ? outcome.tell : plain(`${refused} ${NOT_KEPT}`);
    return say(tx, workspaceId, { key: `connection-${id}`, target, message });
  });
  await publish(context, workspaceId, [postId]);
}
