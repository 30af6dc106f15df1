/** Fixes that are a new rule of a control other than a rate limit. */

import { compareText } from '../../checks/check.ts';
import { isAuthEndpoint } from '../../inventory/classify.ts';
import { expressionsFor, quoted } from './expression.ts';
import { type Change, subjectsOf, type Wanted } from './fix.ts';
import { actionIn, changedRules, newRules } from './rule.ts';

const MANAGED = { free: '77454fe2d30c4220b5701f6fdfb893ba', paid: 'efb7b8c949ac4650a09736fc376e9aee' };
const OWASP = '4814384a9e5d4991b9815dcfc25d2f1f';

/** Requests to a host that match no saved endpoint. */
export const stopFallthrough = ({ finding, snapshot, mode }: Wanted): Change =>
  newRules(
    snapshot,
    'custom',
    hostGroups(subjectsOf(finding.subjects, 'host'), mode === 'canary').map((hosts, index) => ({
      ref: refOf('fallthrough', finding.id, index),
      description: 'API fallthrough: no saved endpoint',
      action: actionIn(mode),
      expression: `(${hostIs(hosts)} and cf.api_gateway.fallthrough_detected)`,
      enabled: true,
    })),
  );

/** Endpoints at which nothing asks who calls: whoever shows no session. */
export const requireSession = ({ finding, snapshot, endpoints, mode }: Wanted): Change =>
  newRules(
    snapshot,
    'custom',
    expressionsFor(mode === 'canary' ? endpoints.slice(0, 1) : endpoints, snapshot.zone.plan).map(
      (expression, index) => ({
        ref: refOf('session', finding.id, index),
        description: 'API without a session identifier',
        action: actionIn(mode),
        expression: `(${expression}) and not cf.api_gateway.auth_id_present`,
        enabled: true,
      }),
    ),
  );

export const stopLeaked = ({ finding, snapshot, mode }: Wanted): Change =>
  newRules(snapshot, 'custom', [
    {
      ref: refOf('leaked', finding.id, 0),
      description: 'Login with leaked credentials',
      action: actionIn(mode),
      expression: '(cf.waf.credential_check.username_and_password_leaked)',
      enabled: true,
    },
  ]);

/** Where people log in if there is such a place, for there it is tried; else everywhere. */
const guardedFromBots = (endpoints: Wanted['endpoints']) => {
  const logins = endpoints.filter((endpoint) => isAuthEndpoint(endpoint));
  return logins.length > 0 ? logins : endpoints;
};

export const scoreBots = ({ finding, snapshot, endpoints, mode }: Wanted): Change =>
  newRules(
    snapshot,
    'custom',
    expressionsFor(
      mode === 'canary' ? guardedFromBots(endpoints).slice(0, 1) : guardedFromBots(endpoints),
      snapshot.zone.plan,
    ).map((expression, index) => ({
      ref: refOf('bots', finding.id, index),
      description: 'Automated calls to the API',
      action: actionIn(mode),
      expression: `(${expression}) and cf.bot_management.score lt 10 and not cf.bot_management.verified_bot`,
      enabled: true,
    })),
  );

export const requireCertificates = ({ finding, snapshot, mode }: Wanted): Change =>
  newRules(
    snapshot,
    'custom',
    hostGroups(subjectsOf(finding.subjects, 'host'), mode === 'canary').map((hosts, index) => ({
      ref: refOf('mtls', finding.id, index),
      description: 'API without a valid client certificate',
      action: actionIn(mode),
      expression: `(${hostIs(hosts)} and (not cf.tls_client_auth.cert_verified or cf.tls_client_auth.cert_revoked))`,
      enabled: true,
    })),
  );

/** The ruleset is switched on for the whole zone: its rules act as Cloudflare has them. */
export function executeManaged({ finding, snapshot }: Wanted): Change {
  const isOwasp = 'ruleset' in finding.evidence ? finding.evidence.ruleset === 'owasp' : false;
  const id = isOwasp ? OWASP : snapshot.zone.plan === 'free' ? MANAGED.free : MANAGED.paid;
  return {
    ...newRules(snapshot, 'managed', [
      {
        ref: refOf('managed', finding.id, 0),
        description: isOwasp ? 'OWASP core ruleset' : 'Cloudflare managed ruleset',
        action: 'execute',
        expression: 'true',
        enabled: true,
        action_parameters: { id },
      },
    ]),
    beware: 'Some of its rules may stop good requests: override those to log first where the plan can.',
  };
}

export const executeEverywhere = ({ finding, snapshot }: Wanted) =>
  changedRules(snapshot, finding.subjects, () => ({ expression: 'true' }));
export const switchOn = ({ finding, snapshot, mode }: Wanted) =>
  changedRules(snapshot, finding.subjects, () =>
    mode === 'log' ? { action: 'log', enabled: true } : { enabled: true },
  );
export const enforce = ({ finding, snapshot }: Wanted) =>
  changedRules(snapshot, finding.subjects, () => ({ action: 'block' }));
export const logOnly = ({ finding, snapshot }: Wanted) =>
  changedRules(snapshot, finding.subjects, () => ({ action: 'log' }));
export const logMatches = ({ finding, snapshot }: Wanted) =>
  changedRules(snapshot, finding.subjects, () => ({ logging: { enabled: true } }));

/** A challenge that no program can answer becomes what it means. */
export const blockForChallenge = ({ finding, snapshot }: Wanted) =>
  finding.subjects.every((subject) => subject.startsWith('rule:'))
    ? changedRules(snapshot, finding.subjects, () => ({ action: 'block' }))
    : undefined;

/** Only where the rule says it in the one usual way. */
export const refuseRevoked = ({ finding, snapshot }: Wanted) =>
  changedRules(snapshot, finding.subjects, ({ expression }) =>
    expression.includes('not cf.tls_client_auth.cert_verified')
      ? {
          expression: expression.replaceAll(
            'not cf.tls_client_auth.cert_verified',
            '(not cf.tls_client_auth.cert_verified or cf.tls_client_auth.cert_revoked)',
          ),
        }
      : undefined,
  );

/** Only failed attempts count then. A custom counting expression does not inherit what the rule matches. */
export const countFailures = ({ finding, snapshot }: Wanted) =>
  changedRules(snapshot, finding.subjects, ({ expression }) => ({
    ratelimit: { counting_expression: `(${expression}) and http.response.code in {401 403}` },
  }));

const refOf = (what: string, id: string, index: number) => `apichk_${what}_${id}${index === 0 ? '' : `_${index + 1}`}`;

const HOSTS_AT_ONCE = 40;
function hostGroups(hosts: readonly string[], onlyOne: boolean): string[][] {
  const sorted = hosts.toSorted(compareText).slice(0, onlyOne ? 1 : undefined);
  return Array.from({ length: Math.ceil(sorted.length / HOSTS_AT_ONCE) }, (_, index) =>
    sorted.slice(index * HOSTS_AT_ONCE, (index + 1) * HOSTS_AT_ONCE),
  );
}

const hostIs = (hosts: readonly string[]) =>
  hosts.length === 1 ? `http.host eq ${quoted(hosts[0] ?? '')}` : `http.host in {${hosts.map(quoted).join(' ')}}`;
