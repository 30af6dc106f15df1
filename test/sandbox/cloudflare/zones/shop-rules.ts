import type { ZoneState } from '../state.ts';
import { days, rule } from './build.ts';
import { limit, managedRulesets } from './zone.ts';

/** The rules of shop.example. Its gaps are listed in `planted.ts`. */
export function shopPhases(now: number): ZoneState['phases'] {
  const { response } = managedRulesets('shop.example', now);
  const apis = 'http.host in {"api.shop.example" "auth.shop.example"}';
  const notAdmin = 'http.host ne "admin.shop.example"';
  const auth = 'http.host eq "auth.shop.example" and http.request.method eq "POST"';
  const api = 'http.host eq "api.shop.example"';
  const noGoodCertificate = 'not cf.tls_client_auth.cert_verified or cf.tls_client_auth.cert_revoked';

  return {
    http_request_firewall_custom: [
      rule('carts_skip', now, 200, {
        action: 'skip',
        description: 'Carts were slow in the sale',
        expression: `${api} and http.request.method eq "GET" and starts_with(http.request.uri.path, "/v1/carts/")`,
        action_parameters: { ruleset: 'current', phases: ['http_ratelimit', 'http_request_firewall_managed'] },
        logging: { enabled: false },
      }),
      rule('partner_certificate', now, 300, {
        action: 'block',
        description: 'Partners show their certificate',
        expression: `http.host eq "partner.shop.example" and (${noGoodCertificate})`,
      }),
      rule('unknown_endpoints', now, 20, {
        action: 'block',
        description: 'Only what is in the inventory',
        expression: `${apis} and cf.api_gateway.fallthrough_detected`,
      }),
      rule('attack_score', now, 45, {
        action: 'log',
        description: 'Attack score, on trial',
        expression: 'cf.waf.score lt 20',
      }),
      rule('bots', now, 90, {
        action: 'block',
        description: 'Clear automation that is not known to be good',
        expression: 'cf.bot_management.score lt 5 and not cf.bot_management.verified_bot',
      }),
    ],
    http_ratelimit: [
      {
        ...limit('token_limit', now, `${auth} and http.request.uri.path in {"/v1/token" "/v1/token/refresh"}`, {
          characteristics: ['cf.colo.id', 'http.request.headers["x-client-id"]'],
          requests_per_period: 10,
        }),
        description: 'Tokens per client',
      },
      rule('reset_limit', now, 60, {
        action: 'log',
        description: 'Reset and sign-up per address, on trial',
        expression: `${auth} and http.request.uri.path in {"/v1/password/reset" "/v1/sign-up"}`,
        ratelimit: {
          characteristics: ['cf.colo.id', 'ip.src'],
          period: 60,
          requests_per_period: 5,
          mitigation_timeout: 600,
        },
      }),
      {
        ...limit('write_limit', now, `${api} and http.request.method in {"POST" "PUT" "PATCH" "DELETE"}`, {}),
        description: 'Writes per session',
      },
      {
        ...limit('search_limit', now, `${api} and http.request.uri.path eq "/v1/search"`, { requests_per_period: 30 }),
        description: 'Search per session',
        enabled: false,
        last_updated: days(now, -120),
      },
    ],
    http_request_firewall_managed: [
      rule('managed', now, 300, {
        action: 'execute',
        description: 'Cloudflare Managed Ruleset',
        expression: notAdmin,
        action_parameters: {
          id: 'efb7b8c949ac4650a09736fc376e9aee',
          overrides: { categories: [{ category: 'wordpress', action: 'log' }] },
        },
      }),
      rule('owasp', now, 300, {
        action: 'execute',
        description: 'OWASP Core Ruleset',
        expression: 'true',
        action_parameters: { id: '4814384a9e5d4991b9815dcfc25d2f1f' },
      }),
    ],
    http_response_firewall_managed: response,
  };
}
