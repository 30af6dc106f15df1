/** Every fix that can be sent is proved: it is sent to the sandbox, the zone is read again, its finding is gone and nothing else moved. */
import { expect, test } from 'vitest';
import type { Finding } from '../../src/checks/check.ts';
import { cloudflareClient } from '../../src/cloudflare/client.ts';
import { collectSnapshot } from '../../src/cloudflare/collect-snapshot.ts';
import { factsOf } from '../../src/remediation/fixes/fix.ts';
import { CHANGES, fixOf } from '../../src/remediation/fixes/index.ts';
import { assess } from '../../src/remediation/report.ts';
import { type CloudflareSandbox, startCloudflareSandbox } from '../sandbox/cloudflare/sandbox.ts';
import type { ZoneState } from '../sandbox/cloudflare/state.ts';
import { rule } from '../sandbox/cloudflare/zones/build.ts';
import { apply } from '../support/apply.ts';
import { filledIn } from '../support/fill-in.ts';
import { expectDocumented, expectFormatted } from '../support/terraform.ts';

/** What moves with a fix, and why that is right. */
const ALSO: Record<string, { gone?: string[]; found?: string[]; because: string }> = {
  'inventory.shadow-endpoint': {
    found: ['inventory.audience-unclassified'],
    because: 'what is saved can be said to be for somebody, and is not yet',
  },
  'input.managed-ruleset-missing': {
    gone: ['input.execute-excludes-api'],
    because: 'the host was left out by that rule',
  },
  'input.execute-excludes-api': {
    gone: ['input.managed-ruleset-missing'],
    because: 'the host was left out by that rule',
  },
  'abuse.auth-no-ratelimit': {
    found: ['abuse.ip-only-counter', 'abuse.success-counted-only'],
    because: 'below Enterprise a rule counts by address, and below Business it cannot tell failures',
  },
  'remediation.stuck-in-log': {
    gone: ['input.managed-weakened'],
    because: 'a ruleset that only logs is both',
  },
  'remediation.disabled-control': {
    gone: ['auth.no-edge-enforcement', 'auth.jwt-config-unused'],
    found: ['auth.jwt-excluded-operation'],
    because: 'what was switched off was what asked',
  },
  'remediation.enforced-unproven': {
    gone: ['abuse.uniform-limit', 'abuse.ip-only-counter'],
    found: [
      'remediation.disabled-control',
      'abuse.ip-only-counter',
      'abuse.auth-no-ratelimit',
      'abuse.write-search-unlimited',
    ],
    because: 'without a log action it is switched off until it is known whom it stops',
  },
  'abuse.write-search-unlimited': { gone: ['authz.object-id-no-depth'], because: 'a limit by session is depth' },
  'abuse.leaked-creds-off': {
    gone: ['abuse.exposed-creds-legacy'],
    found: ['abuse.leaked-creds-unused', 'abuse.leaked-creds-blind'],
    because: 'the detection is passive: what acts on it is the next step',
  },
  'abuse.success-counted-only': {
    gone: ['remediation.stuck-in-log'],
    because: 'a rule that was changed logs since today',
  },
  'inventory.undocumented-operation': {
    gone: ['input.no-schema', 'input.learned-available'],
    because: 'the document is the schema as well',
  },
  'input.no-schema': {
    gone: ['inventory.undocumented-operation', 'input.learned-available'],
    because: 'the document is the schema as well',
  },
  'input.learned-available': { because: 'the document takes the place of what was learned' },
  'auth.session-id-missing': {
    found: ['inventory.no-fallthrough-rule'],
    because: 'what rests on sessions is judged for the first time',
  },
  'abuse.uniform-limit': {
    gone: ['remediation.enforced-unproven', 'abuse.write-search-unlimited'],
    because: 'the broad limit is another one now, and writes have their own',
  },
  'abuse.ip-only-counter': {
    gone: ['remediation.stuck-in-log'],
    because: 'a rule that was changed logs since today',
  },
  'abuse.exposed-creds-legacy': {
    gone: ['abuse.leaked-creds-off'],
    found: ['abuse.leaked-creds-unused', 'abuse.leaked-creds-blind'],
    because: 'it is the same switch',
  },
  'machine.mtls-host-unenforced': {
    found: ['machine.mtls-any-issuer'],
    because: 'which issuer is meant only its owner knows',
  },
};
const ZONES = ['shop.example', 'small-business.example', 'github-api.example'];

async function scan(sandbox: CloudflareSandbox, zone: string) {
  const client = cloudflareClient({ token: sandbox.tokens.full, baseUrl: sandbox.baseUrl });
  const snapshot = await collectSnapshot(client, { zoneId: sandbox.zones[zone]?.id ?? '' });
  return { snapshot, ...assess(snapshot) };
}

/** What no zone of the sandbox has by itself. */
const PLANTED: Record<string, (zone: ZoneState) => void> = {
  'input.url-normalization-off': (zone) => {
    zone.urlNormalization = { type: 'cloudflare', scope: 'none' };
  },
  'input.sensitive-response': (zone) => {
    for (const rule of zone.phases.http_response_firewall_managed ?? [])
      rule.expression = 'http.host eq "www.shop.example"';
    relabel(zone, 'cf-risk-sensitive');
  },
  'abuse.leaked-creds-blind': (zone) => {
    zone.leakedCredentials = { enabled: true, detections: [] };
  },
  'logging.sampled-or-filtered': (zone) => {
    const [job] = zone.logpush;
    if (job) job.filter_attack_traffic = true;
  },
  'abuse.challenge-on-api': (zone) =>
    add(zone, 'challenge', { action: 'managed_challenge', expression: 'http.host eq "api.shop.example"' }),
  'machine.mtls-no-revocation': (zone) => {
    zone.phases.http_request_firewall_custom = []; // one of them turns revoked certificates away
    add(zone, 'certificate', {
      action: 'block',
      expression: 'http.host eq "partner.shop.example" and not cf.tls_client_auth.cert_verified',
    });
  },
};
function add(
  zone: ZoneState,
  name: string,
  fields: { action: 'block' | 'log' | 'managed_challenge'; expression: string },
): void {
  zone.phases.http_request_firewall_custom ??= [];
  zone.phases.http_request_firewall_custom.push(rule(name, Date.now(), 1, fields));
}

const proved = new Set<string>();
const written: string[] = [];
const named = ({ check, outcome, subjects }: Finding) => `${check} ${outcome} ${subjects.slice(0, 3).join(' ')}`;

/** Cloudflare makes its labels anew every day. */
function relabel(zone: ZoneState, label: unknown): void {
  for (const operation of zone.operations) operation.labels = operation.labels.filter((each) => each !== label);
}

/** False when there is no finding of that place, or no request for it. */
async function prove(
  zone: string,
  pick: (findings: readonly Finding[]) => Finding | undefined,
  plant?: (zone: ZoneState) => void,
  { hasRequest = false } = {},
) {
  const sandbox = await startCloudflareSandbox();
  try {
    const state = sandbox.zones[zone];
    if (state) plant?.(state);
    const token = sandbox.fixingToken();
    const before = await scan(sandbox, zone);
    const finding = pick(before.findings.filter(({ outcome, check }) => outcome === 'fail' && check in CHANGES));
    if (!finding) return false;
    const fix = fixOf(before, before.snapshot, finding, 'enforce');
    if (fix.kind === 'advice') return !hasRequest;
    expectDocumented(fix.terraform);
    if (fix.terraform) written.push(fix.terraform);
    await apply(sandbox, filledIn(fix, finding, zone), token);
    for (const { label } of factsOf(finding)) if (state && label) relabel(state, label);
    const after = await scan(sandbox, zone);
    const { gone = [], found = [] } = ALSO[finding.check] ?? {};
    const was = new Set(before.findings.map(({ id }) => id));
    const is = new Set(after.findings.map(({ id }) => id));
    expect(is.has(finding.id), `${named(finding)} is still there`).toBe(false);
    const moved = [
      ...before.findings.filter(({ id, check }) => !is.has(id) && id !== finding.id && !gone.includes(check)),
      ...after.findings.filter(({ id, check }) => !was.has(id) && !found.includes(check)),
    ];
    expect(moved.map(named), `moved with ${named(finding)}`).toEqual([]);
    proved.add(finding.check);
    return true;
  } finally {
    await sandbox.stop();
  }
}

test.each(ZONES)(
  'what each fix for %s says, sent, ends its finding and moves nothing else',
  { timeout: 600_000 },
  async (zone) => {
    for (let index = 0; await prove(zone, (findings) => findings[index]); index += 1);
  },
);

/** Where one check finds several kinds of things, each of the kinds. */
const KINDS: [check: string, what: string, zone: string, plant: (zone: ZoneState) => void][] = [
  [
    'input.managed-ruleset-missing',
    'the OWASP ruleset alone',
    'shop.example',
    (zone) => {
      const managed = zone.phases.http_request_firewall_managed ?? [];
      zone.phases.http_request_firewall_managed = managed.filter(({ ref }) => ref === 'managed');
      for (const each of zone.phases.http_request_firewall_managed) each.expression = 'true';
    },
  ],
  [
    'remediation.stuck-in-log',
    'a managed ruleset',
    'shop.example',
    (zone) => {
      for (const phase of ['http_ratelimit', 'http_request_firewall_custom'] as const) zone.phases[phase] = [];
      for (const each of zone.phases.http_request_firewall_managed ?? [])
        if (each.action === 'execute' && each.ref?.startsWith('owasp'))
          Object.assign(each.action_parameters ?? {}, { overrides: { action: 'log' } });
    },
  ],
  [
    'remediation.disabled-control',
    'a token rule',
    'shop.example',
    (zone) => {
      zone.phases.http_ratelimit = [];
      for (const each of zone.jwtRules.slice(0, 1)) each.enabled = false;
    },
  ],
  [
    'input.schema-log-only',
    'a rule',
    'shop.example',
    (zone) => {
      for (const { features } of zone.operations)
        if (features.schema_info.mitigation_action === 'log') features.schema_info.mitigation_action = 'block';
      add(zone, 'violations', {
        action: 'log',
        expression: 'http.host eq "api.shop.example" and cf.schema_validation.uploaded.violated',
      });
    },
  ],
  [
    'remediation.enforced-unproven',
    'a zone without a log action',
    'github-api.example',
    (zone) => {
      zone.plan = 'business';
    },
  ],
];

test.each(KINDS)('and that of %s for %s', { timeout: 60_000 }, async (check, _, zone, plant) => {
  const mine = (finding: Finding) => finding.check === check;
  expect(await prove(zone, (findings) => findings.find(mine), plant, { hasRequest: true })).toBe(true);
});

test.each(Object.entries(PLANTED))('and so does that of %s', { timeout: 60_000 }, async (check, plant) => {
  const mine = (finding: Finding) => finding.check === check;
  expect(await prove('shop.example', (findings) => findings.find(mine), plant)).toBe(true);
});

test('that is every check that has a request', () => {
  expect(Object.keys(CHANGES).filter((check) => !proved.has(check))).toEqual([]);
});

test('what they say in Terraform is as its formatter would leave it', () => {
  expect(written.length).toBeGreaterThan(30);
  expectFormatted(written.join('\n'));
});
