/** Calls a method may make: so many at once, refilled at so many a minute. */
interface Allowance {
  burst: number;
  perMinute: number;
}

export type Tier = 1 | 2 | 3 | 4 | 'post' | 'special';

const perMethod: Record<Tier, Allowance> = {
  // Slack tolerates "a small amount of burst" on tier 1: a handful of processes may open their sockets together.
  1: { burst: 10, perMinute: 1 },
  2: { burst: 20, perMinute: 20 },
  3: { burst: 50, perMinute: 50 },
  4: { burst: 100, perMinute: 100 },
  // The ceiling for a whole workspace is "several hundred" a minute.
  post: { burst: 300, perMinute: 300 },
  special: { burst: 600, perMinute: 600 },
};

// Documented as about one message a second for each channel, with short bursts let through.
const perChannel: Allowance = { burst: 10, perMinute: 60 };

/** Slack's rate limits, as token buckets on the sandbox's own clock. */
export class Rates {
  readonly #buckets = new Map<string, { left: number; at: number }>();
  readonly #now: () => number;
  readonly #enforced: boolean;

  constructor(now: () => number, enforced: boolean) {
    this.#now = now;
    this.#enforced = enforced;
  }

  /** Counts one call. Undefined: let it through; a number: refuse it, and say after how many seconds to come back. */
  count(method: string, tier: Tier, channel?: string): number | undefined {
    if (!this.#enforced) return undefined;
    const wait = this.#take(method, perMethod[tier]);
    if (wait !== undefined) return wait;
    return tier === 'post' && channel ? this.#take(`${method} ${channel}`, perChannel) : undefined;
  }

  #take(key: string, { burst, perMinute }: Allowance): number | undefined {
    const now = this.#now();
    const bucket = this.#buckets.get(key) ?? { left: burst, at: now };
    bucket.left = Math.min(burst, bucket.left + ((now - bucket.at) * perMinute) / 60_000);
    bucket.at = now;
    this.#buckets.set(key, bucket);
    if (bucket.left < 1) return Math.max(1, Math.ceil(((1 - bucket.left) * 60) / perMinute));
    bucket.left -= 1;
    return undefined;
  }
}
