/** A zone and its account with a bit of everything, long enough lists to be paged, and nested rulesets. */
import { type CloudflareSandbox, startCloudflareSandbox } from '../sandbox/cloudflare/sandbox.ts';
import { discovered, labelsOf, operation, rule } from '../sandbox/cloudflare/zones/build.ts';
import { namedWorld } from '../sandbox/cloudflare/zones/index.ts';

export const NOW = Date.parse('2026-11-23T09:00:00Z');
export const ZONE = 'shop.example';
const NESTED = 'a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5';

const many = (count: number, name: string) =>
  Array.from({ length: count }, (_, index) => `GET api.shop.example/v3/${name}-${index}/{var1}`);

export async function startFullWorld(): Promise<CloudflareSandbox> {
  const { zones, account } = namedWorld(NOW);
  const shop = zones.find(({ name }) => name === ZONE);
  if (!shop) throw new Error('the sandbox has no shop');
  shop.operations.push(...many(80, 'things').map((where) => operation(where, ['owner-shop'], null)));
  shop.labels = labelsOf(shop.operations);
  shop.discovered.push(...many(70, 'shadows').map((where) => discovered(where, 12)));
  shop.bots = { sbfm_definitely_automated: 'block', sbfm_likely_automated: 'allow', sbfm_verified_bots: 'allow' };
  const custom = shop.phases.http_request_firewall_custom ?? [];
  custom.push(skip('partner_unlimited', '/v1/partner-feed', ['http_ratelimit', 'http_request_firewall_managed']));
  account.customRulesets = [
    {
      id: NESTED,
      name: 'everywhere',
      phase: 'http_request_firewall_custom',
      last_updated: '2026-10-01T00:00:00Z',
      rules: [
        skip('nested_skip', '/v3/things-1', ['http_ratelimit']),
        rule('nested_block', NOW, 50, { action: 'block', expression: 'cf.waf.score lt 20' }),
      ],
    },
  ];
  account.phases = {
    http_request_firewall_custom: [
      rule('account_execute', NOW, 50, {
        action: 'execute',
        expression: 'cf.zone.plan eq "ENT"',
        action_parameters: { id: NESTED },
      }),
    ],
    http_ratelimit: [],
  };
  return startCloudflareSandbox({ zones, account, now: () => NOW });
}

function skip(ref: string, path: string, phases: string[]) {
  return rule(ref, NOW, 50, {
    action: 'skip',
    expression: `starts_with(http.request.uri.path, "${path}")`,
    action_parameters: { phases: phases as never },
  });
}
