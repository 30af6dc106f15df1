/** Which control a check asks for: by it a later scan tells whether what was decided logs or stops. */
import type { Control, ControlName } from '../checks/controls/control.ts';

const GUARDED: Record<string, ControlName> = {
  'abuse.auth-no-ratelimit': 'rate-limit',
  'abuse.write-search-unlimited': 'rate-limit',
  'abuse.leaked-creds-off': 'leaked-credentials',
  'abuse.leaked-creds-unused': 'leaked-credentials',
  'abuse.bots-not-scored': 'bots',
  'input.no-schema': 'schema',
  'input.schema-disabled': 'schema',
  'input.schema-not-enforced': 'schema',
  'input.schema-log-only': 'schema',
  'input.schema-override-none': 'schema',
  'input.managed-ruleset-missing': 'waf-managed',
  'input.managed-weakened': 'waf-managed',
  'input.execute-excludes-api': 'waf-managed',
  'input.waf-skip-on-api': 'waf-managed',
  'auth.jwt-config-unused': 'jwt',
  'auth.jwt-optional': 'jwt',
  'auth.jwt-excluded-operation': 'jwt',
  'auth.access-bypass': 'access',
  'machine.mtls-host-unenforced': 'mtls',
  'machine.mtls-no-revocation': 'mtls',
  'machine.mtls-any-issuer': 'mtls',
  'logging.http-requests-missing': 'logging',
};

/** Undefined where the check asks for no control of endpoints. */
export const guardedBy = (check: string): ControlName | undefined => GUARDED[check];

/** How a control stands over endpoints: how many it acts on, and how it acts there. */
export type ActedOn = { endpoints: number; enforced: number; logged: number; inPart: number; unknown: number };

/** Endpoints of which nothing is known of the control count as unknown: nobody may read them as free of it. */
export function actedOn(
  control: ControlName,
  endpoints: readonly { controls: { [K in ControlName]?: Pick<Control, 'verdict' | 'mode'> } }[],
): ActedOn {
  const sum = { endpoints: endpoints.length, enforced: 0, logged: 0, inPart: 0, unknown: 0 };
  for (const { controls } of endpoints) {
    const { verdict, mode } = controls[control] ?? { verdict: 'unknown', mode: 'off' };
    if (verdict === 'unknown') sum.unknown += 1;
    else if (verdict === 'covered' && mode === 'enforce') sum.enforced += 1;
    else if (verdict === 'covered' && mode === 'log') sum.logged += 1;
    else if (verdict === 'bypassable' && mode !== 'off') sum.inPart += 1;
  }
  return sum;
}

/** Of all of them together: `unknown` where one is not known, `off` where one is left out. */
export function modeOfAll({ endpoints, enforced, logged, unknown }: ActedOn): 'enforce' | 'log' | 'off' | 'unknown' {
  if (unknown > 0 || endpoints === 0) return 'unknown';
  if (enforced + logged < endpoints) return 'off';
  return logged > 0 ? 'log' : 'enforce';
}

/** Whether it acts on more than it did. */
export const actsOnMore = (now: ActedOn, before: ActedOn): boolean =>
  now.enforced + now.logged + now.inPart > before.enforced + before.logged + before.inPart;

/** What a control of an endpoint is made of, as its row tells it. */
export function rulesIn(facts: { [name: string]: unknown }, control: ControlName): string[] {
  const controls = facts.controls as { [K in ControlName]?: { rules?: unknown } } | undefined;
  const rules = controls?.[control]?.rules;
  return Array.isArray(rules) ? rules.filter((each) => typeof each === 'string') : [];
}
