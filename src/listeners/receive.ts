/** What Slack says is on disk before Slack is told that it arrived. Then it is worked on. */
import type { Logger } from 'pino';
import { takeIn } from '../../db/intake.ts';
import { jsonb } from '../../db/json.ts';
import type { Database } from '../../db/pool.ts';
import { keyOfMessage } from '../../db/posts.ts';
import type { KeyRing } from '../secrets/key-ring.ts';
import { type Delivery, readDelivery, SECRET_BLOCK } from './arrival.ts';

export interface Intake {
  db: Database;
  keys: KeyRing;
  log: Logger;
  workspaceId: string;
  botUserId: string;
}

export interface Taken {
  delivery: Delivery;
  intakeId: string;
}

/**
 * The delivery with its row, or undefined when there is nothing to work on: not for this app, not its business, or said
 * before. Throws when it could not be kept: then Slack must not be told that it was.
 */
export async function receive(intake: Intake, body: unknown): Promise<Taken | undefined> {
  const delivery = readDelivery(JSON.parse(jsonb(body)), intake.botUserId); // as it can be kept
  if (!delivery) return undefined;
  if (delivery.workspaceId !== intake.workspaceId) {
    intake.log.warn({ team: delivery.workspaceId }, 'a delivery for another workspace was dropped');
    return undefined;
  }
  const sealed = await sealSecrets(delivery, intake.keys);
  const intakeId = await intake.db.inWorkspace(delivery.workspaceId, async (tx) => {
    const { onlyInThread } = delivery;
    if (onlyInThread && !(await keyOfMessage(tx, onlyInThread.channelId, onlyInThread.ts))) return undefined;
    return takeIn(tx, delivery.workspaceId, sealed);
  });
  return intakeId === undefined ? undefined : { delivery: sealed, intakeId };
}

/** Secrets typed into a form are never on disk as they were typed, not even for a moment. */
async function sealSecrets(delivery: Delivery, keys: KeyRing): Promise<Delivery> {
  const { view } = delivery.body as {
    view?: { state: { values: Record<string, Record<string, { value?: unknown }>> } };
  };
  if (delivery.kind !== 'view' || !view) return delivery;
  const values = await Promise.all(
    Object.entries(view.state.values).map(async ([block, fields]) => {
      if (!SECRET_BLOCK.test(block)) return [block, fields] as const;
      const sealed = await Promise.all(
        Object.entries(fields).map(async ([id, field]) => {
          const secret = typeof field.value === 'string' ? field.value : '';
          const value = await keys.seal(secret, { workspaceId: delivery.workspaceId, purpose: 'form-field' });
          return [id, { ...field, value }] as const;
        }),
      );
      return [block, Object.fromEntries(sealed)] as const;
    }),
  );
  return { ...delivery, body: { ...delivery.body, view: { ...view, state: { values: Object.fromEntries(values) } } } };
}
