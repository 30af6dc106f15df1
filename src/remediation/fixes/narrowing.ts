/** Fixes that sharpen what is there: rules that let too much pass, limits that count too coarsely, lists of the allowed. */
import type { Endpoint } from '../../inventory/endpoint.ts';
import { quoted } from './expression.ts';
import { blank, type Change, factsOf, readOf, subjectsOf, type Wanted } from './fix.ts';
import { resource } from './hcl.ts';
import { limitEndpoints } from './limits.ts';
import { changedRules, newRules } from './rule.ts';

interface Override {
  action: string | null;
  enabled: boolean | null;
}
const weakens = ({ action, enabled }: Override): boolean => enabled === false || action === 'log';

/** What turns rules off or to log is taken out; what sharpens them stays. */
export const removeOverrides = ({ finding, snapshot }: Wanted): Change | undefined =>
  changedRules(snapshot, finding.subjects, ({ actionParameters }) => {
    const overrides = actionParameters?.overrides;
    if (!overrides) return undefined;
    return {
      action_parameters: {
        overrides: {
          ...(overrides.enabled === false ? { enabled: null } : {}),
          ...(overrides.action === 'log' ? { action: null } : {}),
          ...(overrides.categories.some(weakens)
            ? { categories: overrides.categories.filter((each) => !weakens(each)).map(told) }
            : {}),
          ...(overrides.rules.some(weakens)
            ? {
                rules: overrides.rules
                  .filter((each) => !weakens(each))
                  .map(({ scoreThreshold, ...each }) => told({ ...each, score_threshold: scoreThreshold })),
              }
            : {}),
        },
      },
    };
  });

const told = (row: object) => Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null));

export function narrowSkips({ finding, snapshot }: Wanted): Change | undefined {
  const change = changedRules(snapshot, finding.subjects, ({ expression }) => ({
    expression: `(${expression}) and ip.src in {${blank('ADDRESSES')}}`,
  }));
  return (
    change && {
      ...change,
      blanks: [{ name: 'ADDRESSES', what: 'addresses of the callers it was made for, with spaces between' }],
    }
  );
}

export function pinIssuer({ finding, snapshot }: Wanted): Change | undefined {
  const asked = 'not cf.tls_client_auth.cert_verified';
  const change = changedRules(snapshot, finding.subjects, ({ expression }) =>
    expression.includes(asked)
      ? {
          expression: expression.replaceAll(
            asked,
            `(${asked} or cf.tls_client_auth.cert_issuer_ski ne "${blank('ISSUER_SKI')}")`,
          ),
        }
      : undefined,
  );
  return (
    change && {
      ...change,
      blanks: [
        { name: 'ISSUER_SKI', what: 'the subject key identifier of the one authority whose certificates are good' },
      ],
    }
  );
}

/** Only where fingerprints are to be had. A header that the caller chooses would not do. */
export function countFingerprints({ finding, snapshot }: Wanted): Change | undefined {
  if (readOf(snapshot.sections.bots)?.product !== 'enterprise') return undefined;
  const rules = JSON.stringify(finding.evidence).match(/rule:[^"\\]+/g) ?? [];
  return changedRules(snapshot, [...new Set(rules)], ({ ratelimit }) =>
    ratelimit
      ? { ratelimit: { characteristics: [...new Set([...ratelimit.characteristics, 'cf.bot_management.ja4'])] } }
      : undefined,
  );
}

const LOGINS = ['cf-log-in', 'cf-sign-up', 'cf-password-reset']
  .map((label) => `any(cf.web_asset.labels[*] eq "${label}")`)
  .join(' or ');
const WRITES = 'http.request.method in {"POST" "PUT" "PATCH" "DELETE"}';

/** Logins and writes get limits of their own, and the broad one keeps what is left. */
export function splitLimits(wanted: Wanted): Change | undefined {
  const { finding, snapshot, mode } = wanted;
  const limit = (requests_per_period: number) => ({
    characteristics: ['ip.src', 'cf.colo.id'],
    period: 60,
    requests_per_period,
    mitigation_timeout: 60,
  });
  const action = mode === 'log' ? 'log' : 'block';
  const made = newRules(snapshot, 'rateLimits', [
    {
      ref: `apichk_logins_${finding.id}`,
      description: 'API limit: logins',
      action,
      expression: LOGINS,
      enabled: true,
      ratelimit: limit(10),
    },
    {
      ref: `apichk_writes_${finding.id}`,
      description: 'API limit: writes',
      action,
      expression: WRITES,
      enabled: true,
      ratelimit: limit(60),
    },
  ]);
  const narrowed = changedRules(snapshot, finding.subjects, ({ expression }) => ({
    expression: `(${expression}) and not ${WRITES}`,
  }));
  return (
    narrowed && {
      ...made,
      steps: [
        ...made.steps,
        ...narrowed.steps,
        'There is not enough data for these numbers: they are what a person needs, so log or try them first.',
      ],
      requests: [...made.requests, ...narrowed.requests],
    }
  );
}

/** Where nothing names a session, a limit by address is not what slows one caller down. */
export function limitSessions(wanted: Wanted): Change | undefined {
  const named = readOf(wanted.snapshot.sections.sessionIdentifiers) ?? [];
  return named.some(({ type }) => type === 'header') ? limitEndpoints(wanted) : undefined;
}

export function removeAllowed({ snapshot: { zone, sections }, finding }: Wanted): Change {
  const ids = subjectsOf(finding.subjects, 'ip-access');
  const allowed = (readOf(sections.ipAccessRules) ?? []).filter(({ id }) => ids.includes(id));
  const named = allowed.map(({ target, value }) => `${target} ${value}`).join(', ');
  return {
    kind: 'change',
    steps: [
      `Open Security > Security rules > IP access rules of ${zone.name} and delete what lets these pass: ${named}.`,
      'Where a caller behind them is needed, let its single addresses pass by a custom rule.',
    ],
    requests: allowed.map(({ id }) => ({
      method: 'DELETE',
      path: `/zones/${zone.id}/firewall/access_rules/rules/${id}`,
      body: null,
    })),
    terraform: null,
    beware: `To take it back, it has to be made again: allow ${named}.`,
  };
}

const JSON_LOGIN = {
  username: 'lookup_json_string(http.request.body.raw, "username")',
  password: 'lookup_json_string(http.request.body.raw, "password")',
};

export const tellWhere = ({ snapshot: { zone } }: Wanted): Change => ({
  kind: 'change',
  steps: [
    `Open Security > Settings > Leaked credentials detection of ${zone.name} and add where the login sends name and password.`,
  ],
  requests: [{ method: 'POST', path: `/zones/${zone.id}/leaked-credential-checks/detections`, body: JSON_LOGIN }],
  terraform: resource('cloudflare_leaked_credential_check_rule', 'json login', { zone_id: zone.id, ...JSON_LOGIN }),
  beware: 'That they are username and password of a JSON body is a guess: please name yours.',
});

/** Labelled by what was seen: a finding of the label alone is for the application. */
export function lookIntoResponses({ finding, snapshot, endpoints }: Wanted): Change | undefined {
  if (factsOf(finding).some((facts) => 'label' in facts)) return undefined;
  const hosts = [...new Set(endpoints.map(({ host }: Endpoint) => host))].sort();
  const base = `/zones/${snapshot.zone.id}/rulesets`;
  const standing = readOf(snapshot.sections.responseRules);
  const rule = {
    ref: `apichk_sensitive_${finding.id}`,
    description: 'Sensitive data detection',
    action: 'execute',
    expression: `http.host in {${hosts.map(quoted).join(' ')}}`,
    enabled: true,
    action_parameters: { id: 'e22d83c647c64a3eae91b71b499d988e' },
  };
  const old = standing?.rules.find(({ actionParameters }) => actionParameters?.id === rule.action_parameters.id);
  const over = `${base}/${standing?.id}`;
  return {
    kind: 'change',
    steps: [
      `Open Security > Security rules of ${snapshot.zone.name} and deploy Sensitive Data Detection for ${hosts.join(', ')}.`,
    ],
    requests: [
      old
        ? {
            method: 'PATCH',
            path: `${over}/rules/${old.id}`,
            body: { enabled: true, expression: `(${old.expression}) or (${rule.expression})` },
            over,
          }
        : standing?.id
          ? { method: 'POST', path: `${over}/rules`, body: rule }
          : {
              method: 'PUT',
              path: `${base}/phases/http_response_firewall_managed/entrypoint`,
              body: { rules: [rule] },
            },
    ],
    terraform: null,
  };
}

export const authenticateToOrigin = ({ snapshot: { zone } }: Wanted): Change => ({
  kind: 'change',
  steps: [
    'First let the origin ask for the certificate that Cloudflare shows.',
    `Open SSL/TLS > Origin Server of ${zone.name} and switch Authenticated Origin Pulls on.`,
  ],
  requests: [{ method: 'PUT', path: `/zones/${zone.id}/origin_tls_client_auth/settings`, body: { enabled: true } }],
  terraform: resource('cloudflare_authenticated_origin_pulls_settings', zone.name, { zone_id: zone.id, enabled: true }),
  beware: 'An origin that checks the certificate and does not know it refuses everybody.',
});
