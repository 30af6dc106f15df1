import { type Answer, byCursor, notEntitled, refusal, single } from '../envelope.ts';
import { hexId } from '../ids.ts';
import { accountRoute, type Route, zoneRoute } from '../routing.ts';
import type { Phase, RulesetSummary, SdkRule, SdkRuleset } from '../sdk-types.ts';
import type { AccountState, ZoneState } from '../state.ts';

/** Rulesets: entry points of phases, the list of all, and single ones. */
const ZONE_READ = ['Zone WAF Read', 'Account WAF Read', 'Account Rulesets Read', 'Zone WAF Write'];
const ACCOUNT_READ = ['Account WAF Read', 'Account Rulesets Read'];

const SENSITIVE_DATA = 'e22d83c647c64a3eae91b71b499d988e';
const MANAGED: [id: string, name: string, phase: Phase][] = [
  ['efb7b8c949ac4650a09736fc376e9aee', 'Cloudflare Managed Ruleset', 'http_request_firewall_managed'],
  ['4814384a9e5d4991b9815dcfc25d2f1f', 'Cloudflare OWASP Core Ruleset', 'http_request_firewall_managed'],
  ['77454fe2d30c4220b5701f6fdfb893ba', 'Cloudflare Managed Free Ruleset', 'http_request_firewall_managed'],
  ['c2e184081120413c86c3ab7e14069605', 'Cloudflare Exposed Credentials Check Ruleset', 'http_request_firewall_managed'],
  [SENSITIVE_DATA, 'Cloudflare Sensitive Data Detection', 'http_response_firewall_managed'],
];

export const rulesetRoutes: Route[] = [
  zoneRoute('/rulesets', ZONE_READ, ({ zone, query }) =>
    byCursor(query, [...managedFor(zone), ...entryPoints(zone, 'zone')].map(summary)),
  ),
  zoneRoute('/rulesets/phases/{phase}/entrypoint', ZONE_READ, ({ zone, params }) =>
    entryPoint(zone, 'zone', params.phase),
  ),
  zoneRoute('/rulesets/{ruleset_id}', ZONE_READ, ({ zone, params }) =>
    one([...managedFor(zone), ...entryPoints(zone, 'zone')], params.ruleset_id),
  ),
  accountRoute('/rulesets', ACCOUNT_READ, ({ account, query }) =>
    byCursor(query, accountRulesets(account).map(summary)),
  ),
  accountRoute('/rulesets/phases/{phase}/entrypoint', ACCOUNT_READ, ({ account, params, world }) =>
    world.zones.some(({ plan }) => plan === 'enterprise')
      ? entryPoint(account, 'root', params.phase)
      : notEntitled(`use the phase ${params.phase} at the account level`),
  ),
  accountRoute('/rulesets/{ruleset_id}', ACCOUNT_READ, ({ account, params }) =>
    one(accountRulesets(account), params.ruleset_id),
  ),
];

/** How often a phase was written since the sandbox began. */
const writes = new WeakMap<ZoneState | AccountState, Map<string, number>>();

export function wrote(owner: ZoneState | AccountState, phase: string): void {
  const counts = writes.get(owner) ?? new Map<string, number>();
  counts.set(phase, (counts.get(phase) ?? 0) + 1);
  writes.set(owner, counts);
}

export function entryPoint(owner: ZoneState | AccountState, kind: 'zone' | 'root', phase = ''): Answer {
  const found = entryPoints(owner, kind).find((ruleset) => ruleset.phase === phase);
  return found ? single(found) : refusal(404, 10003, `could not find entrypoint ruleset in the "${phase}" phase`);
}

function one(rulesets: SdkRuleset[], id = ''): Answer {
  const found = rulesets.find((ruleset) => ruleset.id === id);
  return found ? single(found) : refusal(404, 10002, `could not find ruleset with id "${id}"`);
}

export function entryPoints(owner: ZoneState | AccountState, kind: 'zone' | 'root'): SdkRuleset[] {
  return (Object.entries(owner.phases) as [Phase, SdkRule[]][]).map(([phase, rules]) => ({
    id: hexId(`${kind} ${owner.name} ${phase}`),
    name: 'default',
    description: '',
    kind,
    phase,
    version: String(7 + (writes.get(owner)?.get(phase) ?? 0)),
    last_updated: latest(rules),
    rules,
  }));
}

function accountRulesets(account: AccountState): SdkRuleset[] {
  const custom = account.customRulesets.map((ruleset): SdkRuleset => ({ ...ruleset, kind: 'custom', version: '3' }));
  return [...entryPoints(account, 'root'), ...custom];
}

/** What can be deployed; being listed does not mean being deployed. */
function managedFor(zone: ZoneState): SdkRuleset[] {
  return MANAGED.filter(([id]) => zone.plan === 'enterprise' || id !== SENSITIVE_DATA)
    .filter(([, name]) => zone.plan !== 'free' || name.includes('Free'))
    .map(([id, name, phase]) => ({
      id,
      name,
      phase,
      kind: 'managed',
      version: '145',
      last_updated: '2026-11-17T10:00:00Z',
      description: 'Created by the Cloudflare security team',
      rules: [],
    }));
}

function summary({ rules: _rules, ...metadata }: SdkRuleset): RulesetSummary {
  return metadata;
}

function latest(rules: SdkRule[]): string {
  return (
    rules
      .map((rule) => rule.last_updated)
      .sort()
      .at(-1) ?? '2026-01-01T00:00:00Z'
  );
}
