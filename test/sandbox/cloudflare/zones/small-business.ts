import type { ZoneState } from '../state.ts';
import { dnsRecord, labelsOf, operation, rule, traffic, uploadedSchema } from './build.ts';
import { managedRulesets, zone } from './zone.ts';

/** A Business zone: no log action, no API Shield, no sensitive data detection; nothing goes to a SIEM. */
export function smallBusinessZone(now: number): ZoneState {
  const host = 'api.small-business.example';
  const wheres = [
    `POST ${host}/login`,
    `POST ${host}/password/forgot`,
    `GET ${host}/bookings`,
    `GET ${host}/bookings/{var1}`,
    `POST ${host}/bookings`,
    `GET ${host}/menu`,
    `GET ${host}/{var1}`,
  ];
  const schema = uploadedSchema('bookings.json', wheres);
  const operations = wheres.map((where) =>
    operation(where, ['owner-bookings', 'public'], { id: schema.schema_id, name: schema.name }),
  );
  return zone(
    {
      name: 'small-business.example',
      plan: 'business',
      apiShield: false,
      entitlements: [],
      dns: [dnsRecord('small-business.example', '192.0.2.40', true), dnsRecord(host, '192.0.2.40', true)],
      sessionIdentifiers: [],
      operations,
      labels: labelsOf(operations),
      schemas: [schema],
      jwtConfigs: [],
      jwtRules: [],
      phases: {
        http_request_firewall_managed: [
          ...managedRulesets('small-business.example', now).managed,
          rule('exposed_credentials', now, 900, {
            action: 'execute',
            description: 'Cloudflare Exposed Credentials Check Ruleset',
            expression: 'true',
            action_parameters: { id: 'c2e184081120413c86c3ab7e14069605' },
          }),
        ],
        http_ratelimit: [
          rule('bookings_limit', now, 50, {
            action: 'block',
            description: 'Bookings per address',
            expression: `http.host eq "${host}" and starts_with(http.request.uri.path, "/bookings")`,
            ratelimit: {
              characteristics: ['cf.colo.id', 'ip.src'],
              period: 60,
              requests_per_period: 30,
              mitigation_timeout: 60,
            },
          }),
        ],
      },
      leakedCredentials: { enabled: false, detections: [] },
      bots: {
        sbfm_definitely_automated: 'managed_challenge',
        sbfm_likely_automated: 'allow',
        sbfm_verified_bots: 'allow',
        enable_js: true,
      },
      logpush: [],
      traffic: operations.map((one) => traffic(one, 900)),
    },
    now,
  );
}

/** A Free zone that only one token sees. */
export function quietZone(now: number): ZoneState {
  return zone(
    { name: 'quiet.example', plan: 'free', apiShield: false, bots: { fight_mode: true }, logpush: [], phases: {} },
    now,
  );
}
