/** Fixes that make a rule, or change one that is there. */

import { standingRules } from '../../checks/approved.ts';
import { PHASES, type PhaseKey } from '../../checks/controls/effective-rules.ts';
import type { Phase, Rule } from '../../checks/sections/rules.ts';
import type { Snapshot } from '../../checks/snapshot.ts';
import type { ApiRequest, Change, Mode } from './fix.ts';
import { resource, standing, type Value } from './hcl.ts';
import { ruleBody } from './rule-body.ts';

const NAMES: Record<PhaseKey, string> = {
  custom: 'Security > Security rules > Custom rules',
  rateLimits: 'Security > Security rules > Rate limiting rules',
  managed: 'Security > Security rules > Managed rules',
};
const SECTIONS = { custom: 'customRules', rateLimits: 'rateLimits', managed: 'managedRules' } as const;

export interface NewRule {
  /** Stable over all times; begins with `apichk_`. */
  ref: string;
  description: string;
  action: string;
  expression: string;
  enabled: boolean;
  ratelimit?: {
    characteristics: string[];
    period: number;
    requests_per_period: number;
    mitigation_timeout: number;
    counting_expression?: string;
  };
  action_parameters?: { [name: string]: Value };
}

/** What a control does in the mode in which it begins. */
export const actionIn = (mode: Mode): 'block' | 'log' => (mode === 'log' ? 'log' : 'block');

/** In the zone's own entry point, which is made when there is none. */
export function newRules(snapshot: Snapshot, key: PhaseKey, rules: readonly NewRule[]): Change {
  if (rules.length === 0) return { kind: 'change', steps: [], requests: [], terraform: null };
  const phase = phaseOf(snapshot, key);
  const base = `/zones/${snapshot.zone.id}/rulesets`;
  const requests: ApiRequest[] = phase?.id
    ? rules.map((body) => ({ method: 'POST', path: `${base}/${phase.id}/rules`, body }))
    : [{ method: 'PUT', path: `${base}/phases/${PHASES[key]}/entrypoint`, body: { rules } }];
  return {
    kind: 'change',
    steps: [
      `Open ${NAMES[key]} of ${snapshot.zone.name} and press Create rule.`,
      ...rules.flatMap((rule) => [
        `Name: ${rule.description}. Choose Edit expression and enter: ${rule.expression}`,
        ...(rule.ratelimit ? [limitInWords(rule.ratelimit)] : []),
        `Choose the action ${rule.action}${rule.enabled ? ' and deploy it' : ' and save it as a draft'}.`,
      ]),
    ],
    requests,
    terraform: wholeRuleset(
      snapshot,
      key,
      'zone',
      phase,
      rules.map((rule) => ({ ...rule })),
    ),
  };
}

const limitInWords = ({
  characteristics,
  period,
  requests_per_period,
  mitigation_timeout,
  counting_expression,
}: NonNullable<NewRule['ratelimit']>) =>
  `Count by ${characteristics.filter((each) => each !== 'cf.colo.id').join(' and ')}: more than ${requests_per_period} requests in ${period} s, for ${mitigation_timeout} s${counting_expression ? `, counting only ${counting_expression}` : ''}. Each data centre counts for itself.`;

type Changes = Partial<Pick<NewRule, 'action' | 'expression' | 'enabled'>> & {
  logging?: { enabled: boolean };
  ratelimit?: Record<string, unknown>;
  action_parameters?: Record<string, unknown>;
};

/** Of rules by their subjects. Undefined when one of them is not there, or is not the zone's own to change. */
export function changedRules(
  snapshot: Snapshot,
  subjects: readonly string[],
  change: (rule: Rule) => Changes | undefined,
): Change | undefined {
  const all = standingRules(snapshot.sections);
  const patched = new Map<Rule, Changes>();
  const requests: ApiRequest[] = [];
  const steps: string[] = [];
  for (const subject of subjects) {
    const found = all.find((each) => each.subject === subject);
    const changes = found && change(found.rule);
    const ruleset = found && rulesetOf(snapshot, found.level, found.phase, found.rule);
    if (!found || !changes || ruleset === undefined) return undefined;
    const owner = found.level === 'zone' ? `/zones/${snapshot.zone.id}` : `/accounts/${snapshot.account.id}`;
    const over = `${owner}/rulesets/${ruleset}`;
    patched.set(found.rule, changes);
    requests.push({ method: 'PATCH', path: `${over}/rules/${found.rule.id}`, body: changes, over });
    steps.push(
      `Open ${NAMES[found.phase]} of ${found.level === 'zone' ? snapshot.zone.name : 'the account'} and edit ${found.rule.description || found.rule.ref || found.rule.id}: ${changesInWords(changes)}.`,
    );
  }
  return { kind: 'change', steps, requests, terraform: patchedRulesets(snapshot, patched) };
}

type Level = 'zone' | 'account';
const WARNING =
  '# All rules of the phase, since Terraform removes what is not here. What a scan does not read, such as answers of\n# your own, is missing: read the plan before it is applied.\n';

function wholeRuleset(
  { zone, account }: Snapshot,
  key: PhaseKey,
  level: Level,
  phase: Phase | undefined,
  added: readonly { readonly [name: string]: Value }[],
  patched: ReadonlyMap<Rule, Changes> = new Map(),
): string {
  const rules = (phase?.rules ?? []).map((rule) => laidOver(ruleBody(rule), patched.get(rule) ?? {}));
  const attributes = {
    ...(level === 'zone' ? { zone_id: zone.id } : { account_id: account.id }),
    name: 'default',
    kind: level === 'zone' ? 'zone' : 'root',
    phase: PHASES[key],
    rules: [...rules, ...added],
  };
  const name = `${level === 'zone' ? zone.name : 'account'} ${key}`;
  const owner = level === 'zone' ? `zones/${zone.id}` : `accounts/${account.id}`;
  return `${WARNING}${
    phase?.id
      ? standing('cloudflare_ruleset', name, `${owner}/${phase.id}`, attributes)
      : resource('cloudflare_ruleset', name, attributes)
  }`;
}

/** Null for a rule in a ruleset that an entry point executes: its own name is not read. */
function patchedRulesets(snapshot: Snapshot, patched: ReadonlyMap<Rule, Changes>): string | null {
  const { accountRulesets } = snapshot.sections;
  const left = new Set(patched.keys());
  const texts: string[] = [];
  for (const key of ['custom', 'rateLimits', 'managed'] as const) {
    const phases = [
      { level: 'zone' as const, phase: phaseOf(snapshot, key) },
      { level: 'account' as const, phase: accountRulesets.state === 'read' ? accountRulesets.value[key] : undefined },
    ];
    for (const { level, phase } of phases) {
      const own = phase?.rules.filter((rule) => patched.has(rule)) ?? [];
      for (const rule of own) left.delete(rule);
      if (own.length > 0) texts.push(wholeRuleset(snapshot, key, level, phase, [], patched));
    }
  }
  return left.size === 0 && texts.length > 0 ? texts.join('\n') : null;
}

type Row = { readonly [name: string]: Value };
const isRow = (value: unknown): value is Row => typeof value === 'object' && value !== null && !Array.isArray(value);

/** What is null above is taken out below. */
function laidOver(below: Row, above: object): Row {
  const merged = Object.entries(above).map(([name, value]): [string, Value] => {
    const was = below[name];
    return [name, isRow(value) && was !== undefined && isRow(was) ? laidOver(was, value) : value];
  });
  return Object.fromEntries(
    Object.entries({ ...below, ...Object.fromEntries(merged) }).filter(([, value]) => value !== null),
  );
}

function changesInWords({ action, expression, enabled, logging, ratelimit, action_parameters }: Changes): string {
  return [
    ...(action === undefined ? [] : [`action ${action}`]),
    ...(enabled === undefined ? [] : [enabled ? 'switch it on' : 'switch it off']),
    ...(expression === undefined ? [] : [`expression ${expression}`]),
    ...(logging === undefined ? [] : ['log matching requests']),
    ...(action_parameters === undefined ? [] : ['take out the overrides that turn rules off or to log']),
    ...Object.entries(ratelimit ?? {}).map(([name, value]) => `${name.replaceAll('_', ' ')} ${JSON.stringify(value)}`),
  ].join(', ');
}

/** The entry point, or the custom ruleset that it executes. */
function rulesetOf(snapshot: Snapshot, level: 'zone' | 'account', key: PhaseKey, rule: Rule): string | undefined {
  const { accountRulesets } = snapshot.sections;
  const phase =
    level === 'zone'
      ? phaseOf(snapshot, key)
      : accountRulesets.state === 'read'
        ? accountRulesets.value[key]
        : undefined;
  if (phase?.rules.some(({ id }) => id === rule.id)) return phase.id ?? undefined;
  return phase?.nested.find(({ rules }) => rules.some(({ id }) => id === rule.id))?.id;
}

function phaseOf({ sections }: Snapshot, key: PhaseKey): Phase | undefined {
  const section = sections[SECTIONS[key]];
  return section.state === 'read' ? section.value : undefined;
}
