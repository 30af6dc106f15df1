import { hexId, uuid } from '../ids.ts';
import type { SavedOperation, ZoneState } from '../state.ts';
import { discovered, dnsRecord, labelsOf, operation, rule, traffic, uploadedSchema } from './build.ts';
import { GITHUB_OPERATIONS, GITHUB_ZONE, type GithubOperation } from './github-operations.ts';
import { managedRulesets, zone } from './zone.ts';

/** A zone as large as a real one: most operations are saved and documented, some only seen, some only written down. */
type Place = 'saved' | 'undocumented' | 'shadow' | 'documentedShadow' | 'documentedOnly';

const DOCUMENT = 'github-api.json';
const WITHOUT_OWNER = 'classroom';

/** By position, so that the same operations have the same fate in every run. */
function placeOf(index: number): Place {
  if (index % 40 === 7) return 'documentedOnly';
  if (index % 100 === 53) return 'documentedShadow';
  if (index % 25 === 3) return 'shadow';
  return index % 50 === 11 ? 'undocumented' : 'saved';
}

function placed(place: Place): GithubOperation[] {
  return GITHUB_OPERATIONS.filter((_, index) => placeOf(index) === place);
}

const keys = (operations: GithubOperation[]): string[] => operations.map(({ normalised }) => normalised);

export const GITHUB_SHADOWS = keys([...placed('shadow'), ...placed('documentedShadow')]);
export const GITHUB_UNDOCUMENTED = keys(placed('undocumented'));
export const GITHUB_DOCUMENTED_ONLY = keys(placed('documentedOnly'));
export const GITHUB_WITHOUT_OWNER = keys(
  [...placed('saved'), ...placed('undocumented')].filter(({ tag }) => tag === WITHOUT_OWNER),
);

export function githubZone(now: number): ZoneState {
  const documented = [...placed('saved'), ...placed('documentedShadow'), ...placed('documentedOnly')];
  const schema = uploadedSchema(
    DOCUMENT,
    documented.map(({ where }) => where),
  );
  const active = { id: uuid(`schema ${DOCUMENT}`), name: DOCUMENT };
  const operations: SavedOperation[] = [
    ...placed('saved').map((one) => operation(one.normalised, labels(one), active)),
    ...placed('undocumented').map((one) => operation(one.normalised, labels(one), null)),
  ].sort((a, b) => (a.operation_id < b.operation_id ? -1 : 1));
  const { managed, response } = managedRulesets(GITHUB_ZONE, now);

  return zone(
    {
      name: GITHUB_ZONE,
      dns: ['api', 'uploads'].map((name) => dnsRecord(`${name}.${GITHUB_ZONE}`, '192.0.2.60', true)),
      sessionIdentifiers: [],
      operations,
      discovered: GITHUB_SHADOWS.map((where, index) => discovered(where, 3 + index * 4.5)),
      labels: labelsOf(operations),
      schemaSettings: { validation_default_mitigation_action: 'block', validation_override_mitigation_action: 'none' },
      schemas: [schema],
      jwtConfigs: [],
      jwtRules: [],
      phases: {
        http_ratelimit: [
          rule('one_limit_for_all', now, 3, {
            action: 'block',
            description: 'Everything per address',
            expression: 'true',
            ratelimit: {
              characteristics: ['cf.colo.id', 'ip.src'],
              period: 60,
              requests_per_period: 5000,
              mitigation_timeout: 60,
            },
          }),
        ],
        http_request_firewall_managed: managed,
        http_response_firewall_managed: response,
      },
      securityEvents: [
        {
          ruleId: hexId('rule one_limit_for_all'),
          ref: 'one_limit_for_all',
          action: 'block',
          source: 'rateLimit',
          host: `api.${GITHUB_ZONE}`,
          method: 'GET',
          path: '/repos',
          count: 180_000,
        },
      ],
      traffic: operations.map((one, index) => traffic(one, 50 + ((index * 37) % 9000))),
    },
    now,
  );
}

function labels({ tag }: GithubOperation): string[] {
  return tag === WITHOUT_OWNER ? ['public'] : [`owner-${tag}`.slice(0, 24), 'public'];
}
