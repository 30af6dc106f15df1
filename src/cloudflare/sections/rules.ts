import { at, isRow, type Row, rows } from '../field.ts';
import type { Reading, SectionReader } from '../reader.ts';

const NEVER_WRITTEN = 10003; // the entry point of a phase that never had a rule

const zonePhase = (phase: string, shape: (entry: Row, reading: Reading) => unknown): SectionReader => ({
  permission: 'Zone WAF Read',
  path: `/zones/{zone}/rulesets/phases/${phase}/entrypoint`,
  reads: 'one',
  emptyCode: NEVER_WRITTEN,
  shape,
});
const accountPhase = (phase: string) => `/accounts/{account}/rulesets/phases/${phase}/entrypoint`;

const LEAKED = '/zones/{zone}/leaked-credential-checks';
const CREDENTIAL_FIELDS = 'cf.waf.credential_check.';

/** Rulesets: the entry points with the custom rulesets they execute, and the passive detections beside them. */
export const ruleSections = {
  customRules: zonePhase('http_request_firewall_custom', (entry, reading) =>
    withNested(entry, '/zones/{zone}', reading),
  ),
  rateLimits: zonePhase('http_ratelimit', (entry, reading) => withNested(entry, '/zones/{zone}', reading)),
  // what the managed phase executes are Cloudflare's own rulesets: named by id, their thousands of rules not needed
  managedRules: zonePhase('http_request_firewall_managed', (entry) => entry),
  // likewise, of responses: what looks for sensitive data in them
  responseRules: zonePhase('http_response_firewall_managed', async (entry, reading) =>
    reading.zone.plan !== 'enterprise' || rows(entry.rules).some(({ action }) => action === 'execute')
      ? entry
      : {
          ...entry,
          account: await reading.getIfAllowed(accountPhase('http_response_firewall_managed'), NEVER_WRITTEN),
        },
  ),
  accountRulesets: {
    permission: 'Account WAF Read',
    path: accountPhase('http_request_firewall_custom'),
    reads: 'one',
    furtherCalls: 2,
    emptyCode: NEVER_WRITTEN,
    shape: async (custom, reading) => {
      const [rateLimits, managed] = await Promise.all([
        reading.get(accountPhase('http_ratelimit'), { emptyCode: NEVER_WRITTEN }),
        reading.get(accountPhase('http_request_firewall_managed'), { emptyCode: NEVER_WRITTEN }),
      ]);
      return {
        custom: await withNested(custom, '/accounts/{account}', reading),
        rateLimits: await withNested(rateLimits, '/accounts/{account}', reading),
        managed,
      };
    },
  },
  leakedCredentials: {
    permission: 'Zone WAF Read',
    path: LEAKED,
    reads: 'one',
    shape: async (check, reading) => {
      if (at(check, 'enabled') !== true) return check; // its places answer with an error then, and nothing is told
      const isAsked = reading.zone.plan === 'enterprise' && (await reading.takesPasswords());
      const places = isAsked ? await reading.tryGet(`${LEAKED}/detections`) : undefined;
      return {
        ...check,
        detections: Array.isArray(places) ? places : undefined,
        headerAdded: (await reading.actsOn(CREDENTIAL_FIELDS)) ? undefined : await isHeaderAdded(reading),
      };
    },
  },
  bots: {
    permission: 'Bot Management Read',
    path: '/zones/{zone}/bot_management',
    reads: 'one',
    shape: (settings) => ({
      product: botProduct(settings),
      fightMode: at(settings, 'fightMode'),
      definitelyAutomated: at(settings, 'sbfmDefinitelyAutomated'),
      likelyAutomated: at(settings, 'sbfmLikelyAutomated'),
      verifiedBots: at(settings, 'sbfmVerifiedBots'),
    }),
  },
  ipAccessRules: {
    permission: 'Firewall Services Read',
    path: '/zones/{zone}/firewall/access_rules/rules',
    query: { mode: 'whitelist' },
    reads: 'pages',
    perPage: 50,
    shape: (list) =>
      list.map((row) => ({
        ...row,
        target: at(row, 'configuration.target'),
        value: at(row, 'configuration.value'),
      })),
  },
} satisfies Record<string, SectionReader>;

async function withNested(entry: Row, scope: string, { tryGet }: Reading): Promise<Row> {
  const executed = rows(entry.rules)
    .filter(({ action }) => action === 'execute')
    .map((rule) => at(rule, 'actionParameters.id'))
    .filter((id) => typeof id === 'string');
  const nested = await Promise.all(
    [...new Set(executed)].map((id) => tryGet(`${scope}/rulesets/${encodeURIComponent(id)}`)),
  );
  return { ...entry, nested: nested.filter(isRow) };
}

/** By the managed transform that tells the origin what was found; one that the plan has not is not listed. */
async function isHeaderAdded({ tryGet }: Reading): Promise<boolean | undefined> {
  const transforms = await tryGet('/zones/{zone}/managed_headers');
  if (!isRow(transforms) || !Array.isArray(transforms.managedRequestHeaders)) return undefined;
  return rows(transforms.managedRequestHeaders).some(
    ({ id, enabled }) => id === 'add_waf_credential_check_status_header' && enabled === true,
  );
}

/** Nothing names the product: the keys that are there do. */
function botProduct(settings: Row): string {
  if ('autoUpdateModel' in settings || 'suppressSessionScore' in settings) return 'enterprise';
  if ('sbfmLikelyAutomated' in settings) return 'super-business';
  if ('sbfmDefinitelyAutomated' in settings) return 'super-pro';
  return 'fightMode' in settings ? 'bot-fight-mode' : 'unknown';
}
