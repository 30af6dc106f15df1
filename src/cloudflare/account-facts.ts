import { setMaxListeners } from 'node:events';
import { CallFailed } from './call-failed.ts';
import type { CallOptions, CloudflareClient } from './client.ts';
import type { Envelope } from './envelope.ts';
import { at, rows } from './field.ts';

/** What the zones of one account have in common, asked once for all that are read with one credential. */
export type AccountFacts = {
  /** The moment for which questions about a span of time are asked, the same for all zones. */
  asOf: Date;
  /** A client that asks about the account, and for what a list of zones tells, only what was not answered yet. */
  through(client: CloudflareClient): CloudflareClient;
};

const ZONE = /^\/zones\/([0-9a-f]{32})$/;
const PER_PAGE = 50;
const LISTED_PAGES = 4; // beyond, looking a zone up in the list costs more than asking for it

export function accountFacts({ asOf, manyZones }: { asOf: Date; manyZones: boolean }): AccountFacts {
  const answers = new Map<string, Promise<Envelope>>();

  /** An outage is not remembered, nor is the end of the reading that happened to ask first. */
  async function once(client: CloudflareClient, path: string, options: CallOptions = {}): Promise<Envelope> {
    const key = `${path}?${JSON.stringify(options.query ?? {})}`;
    for (;;) {
      options.signal?.throwIfAborted();
      const known = answers.get(key);
      if (known) {
        try {
          return await unlessAborted(known, options.signal);
        } catch (error) {
          options.signal?.throwIfAborted();
          if (error instanceof CallFailed) throw error;
          continue; // who asked was cancelled
        }
      }
      const asked = client.get(path, options);
      answers.set(key, asked);
      asked.catch((error: unknown) => {
        if (!isFinal(error) && answers.get(key) === asked) answers.delete(key);
      });
      return await asked;
    }
  }

  async function listed(client: CloudflareClient, id: string, options: CallOptions): Promise<Envelope | undefined> {
    for (let page = 1; page <= LISTED_PAGES; page += 1) {
      const answer = await once(client, '/zones', { ...options, query: { per_page: PER_PAGE, page } }).catch(
        (error: unknown) => {
          if (error instanceof CallFailed) return undefined;
          throw error;
        },
      );
      const pages = answer?.result_info?.total_pages ?? 1;
      const zone = rows(answer?.result).find((row) => at(row, 'id') === id);
      if (answer && zone) return { ...answer, result: zone };
      if (page >= pages || pages > LISTED_PAGES) return undefined;
    }
    return undefined;
  }

  return {
    asOf,
    through: (client) => ({
      ...client,
      async get(path, options = {}) {
        if (path.startsWith('/accounts/')) return once(client, path, options);
        const [, id] = ZONE.exec(path) ?? [];
        const zone = manyZones && id !== undefined ? await listed(client, id, options) : undefined;
        return zone ?? client.get(path, options);
      },
    }),
  };
}

/** A refusal stays one for as long as the others are read; what may heal is asked again. */
const isFinal = (error: unknown): boolean =>
  error instanceof CallFailed && error.kind === 'refused' && (error.status ?? 500) < 429;

function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return promise;
  setMaxListeners(0, signal);
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    signal.addEventListener('abort', abort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}

const OLDEST_MS = 5 * 60_000;
const inUse = new WeakMap<object, { facts: AccountFacts; readers: number; since: number }>();

/** The facts of those who read with this credential at this moment; they last as long as somebody does, five minutes at most. */
export function borrowFacts(credential: object, now: Date): { facts: AccountFacts; giveBack(): void } {
  const known = inUse.get(credential);
  const current =
    known && now.getTime() - known.since < OLDEST_MS
      ? known
      : { facts: accountFacts({ asOf: now, manyZones: false }), readers: 0, since: now.getTime() };
  inUse.set(credential, current);
  current.readers += 1;
  return {
    facts: current.facts,
    giveBack() {
      current.readers -= 1;
      if (current.readers === 0 && inUse.get(credential) === current) inUse.delete(credential);
    },
  };
}
