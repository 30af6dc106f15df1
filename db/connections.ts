import { z } from 'zod';
import type { Tx } from './pool.ts';

const Connection = z.object({
  id: z.uuid(),
  state: z.enum(['checking', 'ready']),
  /** A JWE: opened only where Cloudflare is called. */
  token: z.string(),
  zones: z.array(z.string()),
  connectedBy: z.string(),
  connectedAt: z.date(),
  /** A day; null where Cloudflare named none. */
  expiresOn: z.string().nullable(),
});
export type Connection = z.infer<typeof Connection>;

const COLUMNS = `id, state, token, zones, connected_by as "connectedBy", connected_at as "connectedAt",
                 expires_on as "expiresOn"`;

export async function connectionInUse(tx: Tx): Promise<Connection | undefined> {
  const { rows } = await tx.query(`select ${COLUMNS} from connection where state = 'ready'`);
  return rows[0] && Connection.parse(rows[0]);
}

export async function findConnection(tx: Tx, connectionId: string): Promise<Connection | undefined> {
  const { rows } = await tx.query(`select ${COLUMNS} from connection where id = $1`, [connectionId]);
  return rows[0] && Connection.parse(rows[0]);
}

export async function proposeConnection(
  tx: Tx,
  workspaceId: string,
  proposal: { token: string; by: string; at: Date },
): Promise<string> {
  const { rows } = await tx.query(
    `insert into connection (workspace_id, token, connected_by, connected_at) values ($1, $2, $3, $4) returning id`,
    [workspaceId, proposal.token, proposal.by, proposal.at],
  );
  return z.uuid().parse(rows[0]?.id);
}

/** The connection that was in use is erased with its token. */
export async function adoptConnection(
  tx: Tx,
  connectionId: string,
  { zones, expiresOn }: { zones: string[]; expiresOn: string | null },
): Promise<void> {
  await tx.query(`delete from connection where state = 'ready' and id <> $1`, [connectionId]);
  await tx.query(`update connection set state = 'ready', zones = $2, expires_on = $3 where id = $1`, [
    connectionId,
    zones,
    expiresOn?.slice(0, 10) ?? null,
  ]);
}

export async function eraseConnection(tx: Tx, connectionId: string): Promise<void> {
  await tx.query('delete from connection where id = $1', [connectionId]);
}
