import { hexId } from './ids.ts';

/** The tokens of the sandbox: what each may do and see. Their secrets are obviously fake. */
export type TokenName = 'full' | 'user' | 'limited' | 'everyZone' | 'writer' | 'expired' | 'revoked';

export interface CallerToken {
  id: string;
  name: string;
  secret: string;
  /** Account-owned tokens have a budget of their own; those of one user share one. */
  kind: 'account' | 'user';
  status: 'active' | 'expired' | 'revoked';
  permissions: string[];
  /** Zone names it does not see. */
  hiddenZones: string[];
}

/** Permission groups with which a scan can read everything; Logpush has no weaker one than Logs Write. */
const READ_PERMISSIONS = [
  'Zone Read',
  'Zone Settings Read',
  'DNS Read',
  'Zone WAF Read',
  'Firewall Services Read',
  'Bot Management Read',
  'SSL and Certificates Read',
  'Analytics Read',
  'Domain API Gateway Read',
  'Logs Write',
  'Account WAF Read',
  'Account Rulesets Read',
  'Access: Apps and Policies Read',
  'Access: Service Tokens Read',
  'Access: Mutual TLS Certificates Read',
  'Account: SSL and Certificates Read',
  'Notifications Read',
  'Account API Tokens Read',
  'Account Settings Read',
  'Account API Gateway Read',
  'Security Center Read',
];

const WRITE_PERMISSIONS = ['Zone WAF Write', 'Domain API Gateway', 'Zone Settings Write'];

/** With what every fix can be carried out. */
export const FIX_PERMISSIONS = [
  ...WRITE_PERMISSIONS,
  'DNS Write',
  'Bot Management Write',
  'SSL and Certificates Write',
  'Firewall Services Write',
  'Access: Apps and Policies Write',
  'Access: Service Tokens Write',
  'Notifications Write',
];

/** Every group the sandbox knows, those that no scan needs included. */
export const PERMISSION_GROUPS = [
  ...READ_PERMISSIONS,
  ...FIX_PERMISSIONS,
  'API Tokens Read',
  'User Details Read',
  'Zone Write',
  'Account API Tokens Write',
  'Workers Scripts Write',
];

const WITHOUT_ACCESS_AND_LOGS = READ_PERMISSIONS.filter(
  (name) => name !== 'Logs Write' && name !== 'Account API Tokens Read' && !name.startsWith('Access: '),
);

export function callerToken(name: string, differences: Partial<CallerToken> = {}): CallerToken {
  return {
    id: hexId(`token ${name}`),
    name,
    secret: `fake-sandbox-cloudflare-token-${name}`,
    kind: 'account',
    status: 'active',
    permissions: [...READ_PERMISSIONS],
    hiddenZones: ['quiet.example'],
    ...differences,
  };
}

export function standardTokens(): Record<TokenName, CallerToken> {
  return {
    /** Reads everything a scan reads, on every zone but quiet.example. */
    full: callerToken('full'),
    user: callerToken('user', {
      kind: 'user',
      permissions: [...READ_PERMISSIONS, 'API Tokens Read', 'User Details Read'],
    }),
    /** No Logs Write, no Access, no Account API Tokens Read. */
    limited: callerToken('limited', { permissions: [...WITHOUT_ACCESS_AND_LOGS] }),
    everyZone: callerToken('every-zone', { hiddenZones: [] }),
    writer: callerToken('writer', { permissions: [...READ_PERMISSIONS, ...WRITE_PERMISSIONS] }),
    expired: callerToken('expired', { status: 'expired' }),
    revoked: callerToken('revoked', { status: 'revoked' }),
  };
}
