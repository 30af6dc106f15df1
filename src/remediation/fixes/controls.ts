/** Fixes that are a new rule of a control other than a rate limit. */

import { compareText } from '../../checks/check.ts';
import { PHASES, ruleSubject } from '../../checks/controls/effective-rules.ts';
import { isAuthEndpoint } from '../../inventory/classify.ts';
import { expressionsFor, quoted } from './expression.ts';
import { type Change, factsOf, readOf, subjectsOf, type Wanted } from './fix.ts';
import { standing } from './hcl.ts';
import { actionIn, changedRules, newRules } from './rule.ts';
import { changedTokenRules } from './tokens.ts';

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

/** A zone may execute a managed ruleset once: where it does, its condition goes. */
export function executeManaged({ finding, snapshot, mode }: Wanted): Change | undefined {
  const isOwasp = factsOf(finding).some(({ ruleset }) => ruleset === 'owasp');
  const id = isOwasp ? OWASP : snapshot.zone.plan === 'free' ? MANAGED.free : MANAGED.paid;
  const there = readOf(snapshot.sections.managedRules)?.rules.find(
    ({ actionParameters }) => actionParameters?.id === id,
  );
  const change = there
    ? changedRules(snapshot, [ruleSubject(PHASES.managed, there)], () => ({ expression: 'true', enabled: true }))
    : newRules(snapshot, 'managed', [
        {
          ref: refOf('managed', finding.id, 0),
          description: isOwasp ? 'OWASP core ruleset' : 'Cloudflare managed ruleset',
          action: 'execute',
          expression: 'true',
          enabled: true,
          action_parameters: mode === 'log' ? { id, overrides: { action: 'log' } } : { id },
        },
      ]);
  return (
    change && {
      ...change,
      beware: 'Some of its rules may stop good requests: override those to log first where the plan can.',
    }
  );
}

export const executeEverywhere = ({ finding, snapshot }: Wanted) =>
  changedRules(snapshot, finding.subjects, () => ({ expression: 'true' }));
/** What it does stays what it does: a rule that executes or skips would else become one that blocks. */
export const switchOn = (wanted: Wanted) =>
  changedTokenRules(wanted, ({ action }) => ({
    enabled: true,
    ...(wanted.mode === 'log' && action === 'block' ? { action: 'log' } : {}),
  })) ??
  changedRules(wanted.snapshot, wanted.finding.subjects, ({ action }) =>
    wanted.mode === 'log' && action === 'block' ? { action: 'log', enabled: true } : { enabled: true },
  );
export const enforce = (wanted: Wanted) =>
  changedTokenRules(wanted, () => ({ action: 'block' })) ??
  changedRules(wanted.snapshot, wanted.finding.subjects, ({ action }) =>
    action === 'execute' ? { action_parameters: { overrides: { action: null } } } : { action: 'block' },
  );
/** Where the plan has no log action, what stops unproved is switched off until it is known whom it stops. */
export const logOnly = ({ finding, snapshot }: Wanted) =>
  changedRules(snapshot, finding.subjects, () =>
    snapshot.zone.plan === 'enterprise' ? { action: 'log' } : { enabled: false },
  );
export const logMatches = ({ finding, snapshot }: Wanted) =>
  changedRules(snapshot, finding.subjects, () => ({ logging: { enabled: true } }));

/** A challenge that no program can answer becomes what it means. */
export function blockForChallenge({ finding, snapshot, mode }: Wanted): Change | undefined {
  if (finding.subjects.every((subject) => subject.startsWith('rule:')))
    return changedRules(snapshot, finding.subjects, () => ({ action: actionIn(mode) }));
  const { zone, sections } = snapshot;
  const bots = readOf(sections.bots);
  if (!bots) return undefined;
  const body: Record<string, string | boolean> = {
    ...(bots.product === 'bot-fight-mode' ? { fight_mode: false } : {}),
    ...(bots.definitelyAutomated === 'managed_challenge' ? { sbfm_definitely_automated: 'block' } : {}),
    ...(bots.likelyAutomated === 'managed_challenge' ? { sbfm_likely_automated: 'allow' } : {}),
  };
  return {
    kind: 'change',
    steps: [
      `Open Security > Settings > Bot traffic of ${zone.name} and let nothing be challenged: block what is definitely automated, allow what may be.`,
    ],
    requests: [{ method: 'PUT', path: `/zones/${zone.id}/bot_management`, body }],
    terraform: standing('cloudflare_bot_management', zone.name, zone.id, { zone_id: zone.id, ...body }),
    beware: 'It is a setting for the whole site, pages that browsers open included.',
  };
}

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
