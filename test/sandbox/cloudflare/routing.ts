import { type Answer, noRoute } from './envelope.ts';
import type { Rates } from './rates.ts';
import type { AccountState, ZoneState } from './state.ts';
import type { CallerToken } from './tokens.ts';

/** The routes of the pretend API: a pattern, the permission groups of which a call needs one, and what it answers. */
export interface World {
  account: AccountState;
  zones: ZoneState[];
  tokens: CallerToken[];
  now: () => number;
  /** The analytics' own budget, beside that of all calls. */
  graphqlRates: Rates;
}

export interface ApiRequest {
  params: Record<string, string>;
  query: URLSearchParams;
  body: unknown;
  caller: CallerToken;
  world: World;
}

export interface Route {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  pattern: string;
  /** Any one of them is enough; none for what every valid token may ask. */
  needs: string[];
  answer: (request: ApiRequest) => Answer;
}

export type ZoneRequest = ApiRequest & { zone: ZoneState };
export type AccountRequest = ApiRequest & { account: AccountState };

export function zoneRoute(
  path: string,
  needs: string[],
  answer: (request: ZoneRequest) => Answer,
  method: Route['method'] = 'GET',
): Route {
  const pattern = `/zones/{zone_id}${path}`;
  const withZone = (request: ApiRequest): Answer => {
    const zone = request.world.zones.find(({ id }) => id === request.params.zone_id);
    return zone ? answer({ ...request, zone }) : noRoute(`/client/v4/zones/${request.params.zone_id}${path}`);
  };
  return { method, pattern, needs, answer: withZone };
}

export function accountRoute(
  path: string,
  needs: string[],
  answer: (request: AccountRequest) => Answer,
  method: Route['method'] = 'GET',
): Route {
  const pattern = `/accounts/{account_id}${path}`;
  return { method, pattern, needs, answer: (request) => answer({ ...request, account: request.world.account }) };
}

/** Account-owned tokens have a budget of their own, those of one user share one. */
export function budgetOf(caller: CallerToken): string {
  return caller.kind === 'account' ? caller.id : 'user';
}

export interface RouteMatch {
  route: Route;
  params: Record<string, string>;
}

/** The first route of that path and method; `otherMethod` when the path exists for another one. */
export function findRoute(routes: Route[], method: string, path: string): RouteMatch | 'otherMethod' | undefined {
  const matches = routes.flatMap((route) => {
    const params = paramsOf(route.pattern, path);
    return params ? [{ route, params }] : [];
  });
  return matches.find(({ route }) => route.method === method) ?? (matches.length > 0 ? 'otherMethod' : undefined);
}

function paramsOf(pattern: string, path: string): Record<string, string> | undefined {
  const wanted = pattern.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const value = decoded(given[index] ?? '');
    if (!part.startsWith('{')) {
      if (part !== value) return undefined;
    } else if (value === '') return undefined;
    else params[part.slice(1, -1)] = value;
  }
  return params;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
