import { type Answer, paged, refusal, single, whole } from '../envelope.ts';
import { hexId } from '../ids.ts';
import { type ApiRequest, accountRoute, type Route, type World } from '../routing.ts';
import type { Account, ApiToken, PermissionGroup } from '../sdk-types.ts';
import type { AccountState } from '../state.ts';
import { type CallerToken, PERMISSION_GROUPS } from '../tokens.ts';

/** API tokens: whether the caller's own is good, those of the account, and the permission groups there are. */
const READ = ['Account API Tokens Read'];
const FIFTY = { least: 5, most: 50, usual: 20 };

export const tokenRoutes: Route[] = [
  accountRoute('/tokens/verify', [], ({ caller }) => verified(caller, 'account')),
  accountRoute('/tokens/permission_groups', READ, () => whole(permissionGroups())),
  accountRoute('/tokens', READ, ({ account, query, world }) => {
    const withExpired = query.get('include_expired') === 'true';
    const rows = [...account.apiTokens, ...ownTokens(world, 'account')];
    return paged(
      query,
      rows.filter(({ status }) => withExpired || status !== 'expired'),
      FIFTY,
    );
  }),
  accountRoute('/tokens/{token_id}', READ, ({ account, params, world }) =>
    byId([...account.apiTokens, ...ownTokens(world, 'account')], params.token_id),
  ),
  userRoute('/user/tokens/verify', [], ({ caller }) => verified(caller, 'user')),
  userRoute('/user/tokens', ['API Tokens Read'], ({ query, world }) => paged(query, ownTokens(world, 'user'), FIFTY)),
  userRoute('/user/tokens/{token_id}', ['API Tokens Read'], ({ params, world }) =>
    byId(ownTokens(world, 'user'), params.token_id),
  ),
  {
    method: 'GET',
    pattern: '/accounts',
    needs: [],
    answer: ({ caller, query, world }) =>
      caller.kind === 'account'
        ? refusal(400, 1001, 'List accounts endpoint does not support account owned tokens.')
        : paged(query, [wireAccount(world.account)], FIFTY),
  },
  accountRoute('', ['Account Settings Read'], ({ account }) => single(wireAccount(account))),
  accountRoute('/entitlements', ['Account Settings Read'], ({ account }) => whole(account.entitlements)),
];

function userRoute(pattern: string, needs: string[], answer: (request: ApiRequest) => Answer): Route {
  return { method: 'GET', pattern, needs, answer };
}

function wireAccount({ id, name }: AccountState): Account {
  return { id, name, type: 'standard', created_on: '2024-02-01T09:00:00Z' };
}

/** Each kind of token has its own verify call and is unknown to the other. */
function verified(caller: CallerToken, kind: CallerToken['kind']): Answer {
  if (caller.kind !== kind) return refusal(401, 1000, 'Invalid API Token');
  const status = caller.status === 'expired' ? 'expired' : 'active';
  return single({ id: caller.id, status, expires_on: expiry(caller) });
}

function byId(rows: ApiToken[], id = ''): Answer {
  const row = rows.find((token) => token.id === id);
  return row ? single(row) : refusal(404, 1003, 'Invalid token identifier');
}

/** The sandbox's own tokens as rows among the others: short-lived, bound to an address, in use. */
function ownTokens(world: World, kind: CallerToken['kind']): ApiToken[] {
  const today = new Date(world.now()).toISOString();
  return world.tokens
    .filter((token) => token.kind === kind && token.status !== 'revoked')
    .map(
      (token): ApiToken => ({
        id: token.id,
        name: `api-review sandbox ${token.name}`,
        status: token.status === 'expired' ? 'expired' : 'active',
        issued_on: '2026-10-01T08:00:00Z',
        modified_on: '2026-10-01T08:00:00Z',
        last_used_on: today,
        expires_on: expiry(token),
        condition: { request_ip: { in: ['127.0.0.1/32'] } },
        policies: [
          {
            id: hexId(`policy ${token.name}`),
            effect: 'allow',
            permission_groups: token.permissions.map((name) => ({ id: hexId(`group ${name}`), name })),
            resources: Object.fromEntries([
              [`com.cloudflare.api.account.${world.account.id}`, '*'],
              ...world.zones
                .filter((zone) => !token.hiddenZones.includes(zone.name))
                .map((zone) => [`com.cloudflare.api.account.zone.${zone.id}`, '*']),
            ]),
          },
        ],
      }),
    );
}

function expiry(token: CallerToken): string {
  return token.status === 'expired' ? '2026-03-01T00:00:00Z' : '2027-04-01T00:00:00Z';
}

function permissionGroups(): PermissionGroup[] {
  return PERMISSION_GROUPS.map((name) => ({
    id: hexId(`group ${name}`),
    name,
    scopes: [
      /^(Account|Access|Notifications|Security Center|API Tokens|User)/.test(name)
        ? 'com.cloudflare.api.account'
        : 'com.cloudflare.api.account.zone',
    ],
  }));
}
