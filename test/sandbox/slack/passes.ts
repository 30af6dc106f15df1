import { randomBytes, randomInt } from 'node:crypto';

const triggerLifeMs = 3_000;
const responseUrlLifeMs = 30 * 60_000;
const responseUrlUses = 5;

export interface ResponseTarget {
  channel: string;
  user: string;
  /** The message whose button was pressed: shown to all, or whispered. */
  origin?: { ts: string; ephemeral: boolean };
  threadTs?: string;
}

/** The short-lived rights an interaction carries: trigger ids and response urls. */
export class Passes {
  readonly #now: () => number;
  readonly #triggers = new Map<string, { user: string; expires: number; used: boolean }>();
  readonly #urls = new Map<string, { target: ResponseTarget; expires: number; left: number }>();

  constructor(now: () => number) {
    this.#now = now;
  }

  newTrigger(user: string): string {
    const id = `${randomInt(1e12)}.${randomInt(1e12)}.${randomBytes(16).toString('hex')}`;
    this.#triggers.set(id, { user, expires: this.#now() + triggerLifeMs, used: false });
    return id;
  }

  /** The person a trigger stands for, or Slack's word for why it is worth nothing. It is worth something once. */
  exchange(id: string): { user: string } | { error: string } {
    const trigger = this.#triggers.get(id);
    if (!trigger) return { error: 'invalid_arguments' };
    if (trigger.used) return { error: 'exchanged_trigger_id' };
    if (this.#now() > trigger.expires) return { error: 'expired_trigger_id' };
    trigger.used = true;
    return { user: trigger.user };
  }

  newResponsePath(target: ResponseTarget): string {
    const id = `${randomInt(1e12)}/${randomBytes(12).toString('hex')}`;
    this.#urls.set(id, { target, expires: this.#now() + responseUrlLifeMs, left: responseUrlUses });
    return id;
  }

  /** Counts one use of a response url. */
  respond(id: string): ResponseTarget | { error: string } {
    const url = this.#urls.get(id);
    if (!url) return { error: 'invalid_url' };
    if (url.left <= 0) return { error: 'used_url' };
    if (this.#now() > url.expires) return { error: 'expired_url' };
    url.left -= 1;
    return url.target;
  }
}
