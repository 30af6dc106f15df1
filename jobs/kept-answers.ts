/** Keeps what a scan was told, encrypted: raw answers hold addresses and keys that are stored nowhere in clear. */
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { answersSince, type KeptAnswer, keepAnswers } from '../db/kept-answers.ts';
import type { KeptAnswers } from '../src/cloudflare/resuming.ts';
import type { JobContext } from './job.ts';

/** Sealed, for one scan; what comes after that is asked for again if need be. */
const MOST_BYTES = 64 * 1024 * 1024;

export interface KeptOf {
  workspaceId: string;
  scanId: string;
  /** What is older is asked for anew. */
  since: Date;
}

export async function openKeptAnswers(
  { db, keys, now, log }: Pick<JobContext, 'db' | 'keys' | 'now' | 'log'>,
  { workspaceId, scanId, since }: KeptOf,
): Promise<KeptAnswers> {
  const binding = { workspaceId, purpose: 'kept-answer' } as const;
  const earlier = await db.inWorkspace(workspaceId, (tx) => answersSince(tx, scanId, since));
  const known = new Map(earlier.map(({ request, answer }) => [request, answer]));
  let bytes = earlier.reduce((sum, { answer }) => sum + answer.length, 0);
  const batch: KeptAnswer[] = [];
  let last: Promise<void> = Promise.resolve();
  let next: Promise<void> | undefined;

  /** What comes while a write is under way goes together into the next. */
  function written(): Promise<void> {
    next ??= last.then(() => {
      next = undefined;
      const answers = batch.splice(0);
      return db.inWorkspace(workspaceId, (tx) => keepAnswers(tx, workspaceId, scanId, answers, now()));
    });
    last = next.catch(() => undefined);
    return next;
  }

  return {
    async take(request) {
      const sealed = known.get(request);
      if (sealed === undefined) return undefined;
      known.delete(request);
      try {
        const packed = Buffer.from(await keys.open(sealed, binding), 'base64');
        return JSON.parse((await promisify(gunzip)(packed)).toString('utf8'));
      } catch (error) {
        log.warn({ err: error }, 'a kept answer cannot be opened; it is asked for again');
        return undefined;
      }
    },

    async keep(request, answer) {
      try {
        const packed = await promisify(gzip)(JSON.stringify(answer), { level: 1 });
        const sealed = await keys.seal(packed.toString('base64'), binding);
        bytes += sealed.length;
        if (bytes > MOST_BYTES) return;
        batch.push({ request, answer: sealed });
        await written();
      } catch (error) {
        log.warn({ err: error }, 'an answer could not be kept; after a crash it would be asked for again');
      }
    },
  };
}
