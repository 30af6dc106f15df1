import type { IncomingHttpHeaders } from 'node:http';
import { type Answer, noRoute, refusal } from './envelope.ts';
import type { RouteMatch, World } from './routing.ts';
import type { CallerToken } from './tokens.ts';

/** Who calls: a token that works, or Cloudflare's refusal of the headers. Keys of other kinds are not taken. */
export function authenticate(headers: IncomingHttpHeaders, world: World): CallerToken | Answer {
  const header = headers.authorization;
  if (header === undefined && headers['x-auth-key'] !== undefined)
    return refusal(403, 9103, 'Unknown X-Auth-Key or X-Auth-Email');
  if (header === undefined) return refusal(400, 9106, 'Missing X-Auth-Key, X-Auth-Email or Authorization headers');
  const secret = /^Bearer ([\w-]{20,120})$/.exec(header)?.[1];
  if (secret === undefined) {
    const error_chain = [{ code: 6111, message: 'Invalid format for Authorization header' }];
    return refusal(400, 6003, 'Invalid request headers', { error_chain });
  }
  const caller = world.tokens.find((token) => token.secret === secret);
  return caller && caller.status !== 'revoked' ? caller : refusal(401, 1000, 'Invalid API Token');
}

/** Whether the token may make this call: it is in force, sees the zone or account, and has one of the groups the route needs. */
export function authorize(
  { route, params }: RouteMatch,
  path: string,
  caller: CallerToken,
  world: World,
): Answer | undefined {
  if (caller.status === 'expired' && !route.pattern.endsWith('/verify')) return refusal(401, 1000, 'Invalid API Token');
  if (params.account_id !== undefined && params.account_id !== world.account.id) return noRoute(`/client/v4${path}`);
  if (params.zone_id !== undefined) {
    const zone = world.zones.find(({ id }) => id === params.zone_id);
    if (!zone) return noRoute(`/client/v4${path}`);
    if (caller.hiddenZones.includes(zone.name)) return refusal(403, 9109, 'Unauthorized to access requested resource');
  }
  const may = route.needs.length === 0 || route.needs.some((group) => caller.permissions.includes(group));
  return may ? undefined : refusal(403, 10000, 'Authentication error');
}
