import Cloudflare, { APIConnectionTimeoutError, APIError } from 'cloudflare';
import type { z } from 'zod';
import { CallFailed } from './call-failed.ts';
import { Envelope, GraphqlAnswer, Refused } from './envelope.ts';
import { createLimiter, type Limiter, type RunOptions } from './limiter.ts';
import { tokenInvalid } from './problem.ts';
import { retryAfterMs } from './ratelimit-headers.ts';
import { withRetries } from './retry.ts';

/** Reads Cloudflare's API with one credential: limited, retried, cancellable, and never with another credential. */
export type CloudflareClient = {
  get(path: string, options?: CallOptions): Promise<Envelope>;
  /** One object for all clients with the same credential. */
  credential: object;
  /** Asks the analytics in GraphQL, which can read and nothing else. Gives the `data` of the answer. */
  query(document: string, variables: Record<string, Scalar>, options?: Omit<CallOptions, 'query'>): Promise<unknown>;
};

export type CallOptions = RunOptions & {
  query?: Record<string, Scalar | readonly Scalar[]>;
  onRetry?: (() => void) | undefined;
};
type Scalar = string | number | boolean;

export type ClientOptions = {
  token: string;
  baseUrl?: string | undefined;
  fetch?: typeof fetch;
  /** Whoever reads with one credential shares one; without it the client has its own. */
  limiter?: Limiter;
  timeoutMs?: number;
};

const BASE_URL = 'https://api.cloudflare.com/client/v4';
const API_VERSION = '2026-11-01'; // pinned: the SDK would send today's date, and answers would change by themselves
const TIMEOUT_MS = 30_000;
const SENT_HEADERS = ['accept', 'content-type', 'user-agent', 'api-version'];

export function cloudflareClient({
  token,
  baseUrl = BASE_URL,
  fetch: send = fetch,
  limiter = createLimiter(),
  timeoutMs = TIMEOUT_MS,
}: ClientOptions): CloudflareClient {
  if (!/^[\x21-\x7e]{1,1000}$/.test(token)) throw tokenInvalid();

  const sdk = new Cloudflare({
    apiToken: token,
    apiKey: null, // what is not named is taken from the environment, and sent beside the token
    apiEmail: null,
    userServiceKey: null,
    baseURL: baseUrl.replace(/\/+$/, ''),
    apiVersion: API_VERSION,
    maxRetries: 0, // its waits cannot be cancelled and ignore the budget
    timeout: timeoutMs,
    logLevel: 'off', // it would print bodies, and Logpush jobs hold secrets
    fetch: async (url, init) => {
      const response = await send(url, { ...init, headers: onlyOurs(init?.headers, token), redirect: 'manual' });
      if (!isAnalytics(String(url))) limiter.observe(response.headers);
      return response;
    },
  });

  /** The SDK's own time-out ends with the headers; a body may hang as well. */
  async function attempt(request: (signal: AbortSignal) => Promise<unknown>, signal: AbortSignal | undefined) {
    const cut = new AbortController();
    const cancel = () => cut.abort();
    let timedOut = false;
    const timer = setTimeout(() => {
      timedOut = true;
      cut.abort();
    }, timeoutMs);
    signal?.addEventListener('abort', cancel, { once: true });
    try {
      return await request(cut.signal);
    } catch (error) {
      signal?.throwIfAborted();
      throw failure(error, timedOut, limiter.clock.now(), token);
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', cancel);
    }
  }

  return {
    credential: limiter,

    get(path, { query = {}, ...options } = {}) {
      const once = async () => {
        const answer = await attempt((signal) => sdk.get(path, { query, signal }), options.signal);
        const envelope = parsed(Envelope, answer);
        if (!envelope.success) throw refused(200, envelope.errors, undefined, token);
        return envelope;
      };
      return withRetries(limiter, once, options);
    },

    query(document, variables, options = {}) {
      if (!/^\s*query\b/.test(document)) throw new Error('only queries are sent to the analytics');
      const once = async () => {
        const body = { query: document, variables };
        const answer = await attempt((signal) => sdk.post('/graphql', { body, signal }), options.signal);
        const { data, errors } = parsed(GraphqlAnswer, answer);
        if (errors.length > 0) throw refusedQuery(errors, token);
        return data;
      };
      return withRetries(limiter, once, { queries: datasetsIn(document), ...options });
    },
  };
}

/** Each dataset counts as one query, and each names its limit. */
const datasetsIn = (document: string) => Math.max(1, document.match(/\blimit:/g)?.length ?? 0);

/** The analytics have a quota of their own: what their answers state is not about all other calls. */
const isAnalytics = (url: string) => new URL(url).pathname.endsWith('/graphql');

/** Headers from CLOUDFLARE_CUSTOM_HEADERS would carry a stranger's credentials: only a known few go out. */
function onlyOurs(headers: ConstructorParameters<typeof Headers>[0], token: string): Headers {
  const given = new Headers(headers);
  const ours = new Headers({ authorization: `Bearer ${token}` });
  for (const name of SENT_HEADERS) {
    const value = given.get(name);
    if (value !== null) ours.set(name, value);
  }
  return ours;
}

function parsed<T extends z.ZodType>(schema: T, answer: unknown): z.infer<T> {
  const result = schema.safeParse(answer);
  if (result.success) return result.data;
  throw new CallFailed('garbage', 'what answered is not Cloudflare’s API: not the JSON it always sends', {
    status: 200,
  });
}

function failure(error: unknown, timedOut: boolean, now: number, token: string): CallFailed {
  if (timedOut || error instanceof APIConnectionTimeoutError) return new CallFailed('timeout', 'no answer in time');
  if (error instanceof SyntaxError) {
    return new CallFailed('garbage', 'the answer was cut off or is not JSON', { status: 200 });
  }
  if (!(error instanceof APIError) || error.status === undefined) {
    return new CallFailed('network', 'the connection to Cloudflare failed');
  }
  const body = Refused.safeParse(error.error);
  const wait = error.headers === undefined ? undefined : retryAfterMs(error.headers, now);
  if (body.success && body.data.errors.length > 0) return refused(error.status, body.data.errors, wait, token);
  return new CallFailed('garbage', `HTTP ${error.status} without Cloudflare’s own error`, {
    status: error.status,
    retryAfterMs: wait,
  });
}

function refused(status: number, errors: Envelope['errors'], retryAfter: number | undefined, token: string) {
  const codes = errors.flatMap(({ code }) => (code === undefined ? [] : [code]));
  const said = plain((errors[0]?.message ?? '').replaceAll(token, '…'));
  const message = `HTTP ${status}${codes.length > 0 ? `, code ${codes.join(', ')}` : ''}${said ? `: ${said}` : ''}`;
  return new CallFailed('refused', message, { status, codes, retryAfterMs: retryAfter });
}

/** The analytics say everything under HTTP 200, so the status is read from the words. */
function refusedQuery(errors: GraphqlAnswer['errors'], token: string): CallFailed {
  const [first] = errors;
  const said = plain((first?.message ?? '').replaceAll(token, '…'));
  const isForbidden = first?.extensions?.code === 'authz' || /not authori[sz]ed|does not have access/i.test(said);
  return new CallFailed('refused', `the analytics refused${said ? `: ${said}` : ''}`, {
    status: isForbidden ? 403 : 200,
  });
}

/** Their words, but on one line, without control characters, and short. */
const plain = (text: string) =>
  text
    .replace(/[\p{C}\p{Z}]+/gu, ' ')
    .trim()
    .slice(0, 200);
