import type { AccountState, ZoneState } from './state.ts';
import type { TokenName } from './tokens.ts';

/** A pretend Cloudflare account on loopback, as strict as the original; its state is plain data that a test may change at any time. */
export interface CloudflareSandbox {
  /** For `CLOUDFLARE_BASE_URL` or the SDK's `baseURL`: `http://127.0.0.1:PORT/client/v4`. */
  baseUrl: string;
  /** Secrets by name, see `tokens.ts` for what each may do. */
  tokens: Record<TokenName, string>;
  account: AccountState;
  /** By zone name: `zones['shop.example']`. */
  zones: Record<string, ZoneState>;
  /** Every call in the order of arrival, without secrets. */
  calls: RecordedCall[];
  /** Makes calls of one route fail, by default until the returned function is called; `times` counts them down. */
  fail(match: CallMatch, fault: Fault, options?: { times?: number }): () => void;
  /** Awaited before a call is answered and after its answer was written; returns how to stop listening. */
  onCall(listener: CallListener): () => void;
  /** The secret of a further token, as `full` but for the permission groups named. */
  tokenWithout(...permissions: string[]): string;
  /** Takes one permission group from a token, or without a name the token itself, from now on. */
  revoke(secret: string, permission?: string): void;
  /** Milliseconds that every answer takes from now on. */
  setLatency(milliseconds: number): void;
  stop(): Promise<void>;
}

export interface SandboxOptions {
  /** Milliseconds since 1970; drives the rate limit and every date of the account. */
  now?: () => number;
  port?: number;
  /** Zones of the account; without them the four named ones. */
  zones?: ZoneState[];
  latency?: number;
}

export interface RecordedCall {
  method: string;
  /** The route's pattern, as in `/zones/{zone_id}/api_gateway/operations`, or null when there is no such route. */
  route: string | null;
  path: string;
  query: Record<string, string[]>;
  /** Name of the token, never its secret. */
  token: string | null;
  /** Header values, those that authenticate replaced by `[hidden]`. */
  headers: Record<string, string>;
  body: unknown;
  /** Set when the answer is known; null when the connection was cut. */
  status: number | null;
  /** First error code of the answer. */
  code: number | null;
}

export type CallListener = (call: RecordedCall, phase: 'before' | 'after') => void | Promise<void>;

/** `GET /zones/{zone_id}/api_gateway/operations` (an existing route, or it throws), `*` for all, or a question to the call. */
export type CallMatch = string | ((call: RecordedCall) => boolean);

export type Fault =
  | { status: number; code?: number; message?: string; headers?: Record<string, string> }
  /** A proxy's page where JSON is expected. */
  | { html: number }
  /** Half of the right answer, under the full answer's content length. */
  | { truncated: true }
  | { reset: true }
  /** Never answers. */
  | { hang: true }
  | { slow: number }
  /** Answers as usual, then the world changes: rows come and go while pages are read, a permission is withdrawn. */
  | { then: (sandbox: CloudflareSandbox) => void };
