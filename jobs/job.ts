/** How a job is defined, what it is handed, and how its failures end. */
import { CloudflareProblem } from '../src/cloudflare/problem.ts';
import type { Publisher } from '../src/publish/publish.ts';
import type { Limiters } from './limiters.ts';
import { JOBS, type JobName, type Payload } from './queue.ts';
import type { Shares } from './shares.ts';

export interface JobContext extends Publisher {
  /** The token of the environment, and where Cloudflare is. */
  cloudflare: { token?: string; baseUrl?: string };
  limiters: Limiters;
  shares: Shares;
  /** No attempt follows this one: what failed has to be told now. */
  lastAttempt: boolean;
  /** Aborted when the process stops: the job is then taken up again by another. */
  signal: AbortSignal;
}

export interface Job {
  name: JobName;
  run(payload: unknown, context: JobContext): Promise<void>;
  /** Ends the row it worked for, and tells whoever waits. Undefined where the next round of a clock tries anew. */
  giveUp: ((payload: unknown, context: JobContext, problem: string) => Promise<void>) | undefined;
}

type Run<N extends JobName> = (payload: Payload<N>, context: JobContext) => Promise<void>;
type GiveUp<N extends JobName> = (payload: Payload<N>, context: JobContext, problem: string) => Promise<void>;

/**
 * The payload is parsed where it enters. A job that throws is tried again, a few times and ever later; then it is given
 * up, for a row without an end would be taken up by the sweep for ever, and nobody would hear of it.
 */
export function defineJob<N extends JobName>(name: N, run: Run<N>, giveUp?: GiveUp<N>): Job {
  const parsed = (payload: unknown) => JOBS[name].payload.parse(payload) as Payload<N>;
  return {
    name,
    run: (payload, context) => run(parsed(payload), context),
    giveUp: giveUp && ((payload, context, problem) => giveUp(parsed(payload), context, problem)),
  };
}

/** The problem to tell people, or undefined when it may pass by itself and another attempt follows. */
export function problemToTell(error: unknown, lastAttempt: boolean): string | undefined {
  if (!(error instanceof CloudflareProblem)) return undefined;
  const mayPass = error.kind === 'down' || error.kind === 'rate_limited';
  return mayPass && !lastAttempt ? undefined : error.message;
}
