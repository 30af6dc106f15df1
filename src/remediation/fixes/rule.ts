/** Fixes that make a rule, or change one that is there. */

import { standingRules } from '../../checks/approved.ts';
import { PHASES, type PhaseKey } from '../../checks/controls/effective-rules.ts';
import type { Phase, Rule } from '../../checks/sections/rules.ts';
import type { Snapshot } from '../../checks/snapshot.ts';
import type { ApiRequest, Change, Mode } from './fix.ts';
import { resource } from './hcl.ts';

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
  action_parameters?: Record<string, string>;
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
    terraform: `# One resource holds all rules of a phase: add these to the one that you have.\n${resource(
      'cloudflare_ruleset',
      `${snapshot.zone.name} ${key}`,
      {
        zone_id: snapshot.zone.id,
        name: 'default',
        kind: 'zone',
        phase: PHASES[key],
        rules: rules.map((rule) => ({ ...rule })),
      },
    )}`,
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
  const standing = standingRules(snapshot.sections);
  const requests: ApiRequest[] = [];
  const steps: string[] = [];
  for (const subject of subjects) {
    const found = standing.find((each) => each.subject === subject);
    const changes = found && change(found.rule);
    const ruleset = found && rulesetOf(snapshot, found.level, found.phase, found.rule);
    if (!found || !changes || ruleset === undefined) return undefined;
    const owner = found.level === 'zone' ? `/zones/${snapshot.zone.id}` : `/accounts/${snapshot.account.id}`;
    const over = `${owner}/rulesets/${ruleset}`;
    requests.push({ method: 'PATCH', path: `${over}/rules/${found.rule.id}`, body: changes, over });
    steps.push(
      `Open ${NAMES[found.phase]} of ${found.level === 'zone' ? snapshot.zone.name : 'the account'} and edit ${found.rule.description || found.rule.ref || found.rule.id}: ${changesInWords(changes)}.`,
    );
  }
  return { kind: 'change', steps, requests, terraform: null };
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
