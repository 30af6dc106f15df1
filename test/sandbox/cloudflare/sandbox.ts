import { GRAPHQL_QUOTA, startRates } from './rates.ts';
import { routes } from './routes/index.ts';
import type { World } from './routing.ts';
import { startServer } from './server.ts';
import type { AccountState, ZoneState } from './state.ts';
import { callerToken, FIX_PERMISSIONS, standardTokens, type TokenName } from './tokens.ts';
import { account } from './zones/account.ts';
import { namedWorld } from './zones/index.ts';

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
  /** The secret of a further token, with which every fix can be carried out. */
  fixingToken(): string;
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
  /** Zones of the account; without them the four named ones, with the gaps of `planted.ts`. */
  zones?: ZoneState[];
  /** What is not the zones'; by default without gaps when `zones` are given. */
  account?: AccountState;
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
  | { afterwards: (sandbox: CloudflareSandbox) => void };

export async function startCloudflareSandbox(options: SandboxOptions = {}): Promise<CloudflareSandbox> {
  const now = options.now ?? Date.now;
  const named = standardTokens();
  const world: World = {
    ...(options.zones
      ? {
          zones: options.zones,
          account: account(
            {},
            now(),
            options.zones.map(({ id }) => id),
          ),
        }
      : namedWorld(now())),
    ...(options.account && { account: options.account }),
    tokens: Object.values(named),
    now,
    graphqlRates: startRates(now, GRAPHQL_QUOTA),
  };
  const server = await startServer(world, routes, options.port ?? 0, () => sandbox);
  server.latency = options.latency ?? 0;

  const sandbox: CloudflareSandbox = {
    baseUrl: server.baseUrl,
    tokens: Object.fromEntries(Object.entries(named).map(([name, token]) => [name, token.secret])) as Record<
      TokenName,
      string
    >,
    account: world.account,
    zones: Object.fromEntries(world.zones.map((one) => [one.name, one])),
    calls: server.calls,
    fail: (match, fault, { times = Number.POSITIVE_INFINITY } = {}) => server.faults.add(match, fault, times),
    onCall(listener) {
      server.listeners.add(listener);
      return () => server.listeners.delete(listener);
    },
    tokenWithout(...permissions) {
      const token = callerToken(
        `without-${permissions
          .join('-')
          .replaceAll(/[^A-Za-z-]/g, '')
          .toLowerCase()}`,
      );
      token.permissions = token.permissions.filter((name) => !permissions.includes(name));
      world.tokens.push(token);
      return token.secret;
    },
    fixingToken() {
      const token = callerToken('fixing');
      token.permissions.push(...FIX_PERMISSIONS);
      world.tokens.push(token);
      return token.secret;
    },
    revoke(secret, permission) {
      const token = world.tokens.find((one) => one.secret === secret);
      if (!token) throw new Error('no such token in the sandbox');
      if (permission === undefined) token.status = 'revoked';
      else token.permissions = token.permissions.filter((name) => name !== permission);
    },
    setLatency(milliseconds) {
      server.latency = milliseconds;
    },
    stop: server.stop,
  };
  return sandbox;
}
