import { createHash } from 'node:crypto';
import { z } from 'zod';
import { CallFailed } from './call-failed.ts';
import type { CallOptions, CloudflareClient } from './client.ts';
import { Envelope } from './envelope.ts';

/** Answers that an earlier attempt at the same reading had. */
export type KeptAnswers = {
  /** Gives an answer once: who asks again wants it anew, as for a list that came torn. */
  take(request: string): Promise<unknown>;
  /** Resolves when it is kept. */
  keep(request: string, answer: object): Promise<void>;
};

const Kept = z.union([
  z.object({ envelope: Envelope }),
  z.object({ refused: z.object({ message: z.string(), status: z.number(), codes: z.array(z.number()) }) }),
]);
type Kept = z.infer<typeof Kept>;

/**
 * A client that does not ask again for what it was told before it was broken off. No answer is used before it is kept,
 * so that only calls under way are lost. The analytics are asked anew: what they say is about now.
 */
export function resuming(client: CloudflareClient, answers: KeptAnswers): CloudflareClient {
  return {
    ...client,
    async get(path, options) {
      const request = requestOf(path, options?.query);
      const kept = Kept.safeParse(await answers.take(request));
      if (kept.success) return told(kept.data);
      try {
        const envelope = await client.get(path, options);
        await answers.keep(request, { envelope } satisfies Kept);
        return envelope;
      } catch (error) {
        const refused = refusalIn(error);
        if (refused) await answers.keep(request, { refused } satisfies Kept);
        throw error;
      }
    },
  };
}

function told(kept: Kept): Envelope {
  if ('envelope' in kept) return kept.envelope;
  const { message, status, codes } = kept.refused;
  throw new CallFailed('refused', message, { status, codes });
}

/** Cloudflare's own no is an answer too; what may heal by itself is none. */
function refusalIn(error: unknown) {
  if (!(error instanceof CallFailed) || error.kind !== 'refused') return undefined;
  const { message, status = 500, codes } = error;
  const isFinal = status < 500 && status !== 429 && status !== 408;
  return isFinal ? { message, status, codes: [...codes] } : undefined;
}

function requestOf(path: string, query: CallOptions['query'] = {}): string {
  const pairs = Object.entries(query).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256')
    .update(JSON.stringify([path, pairs]))
    .digest('hex');
}
