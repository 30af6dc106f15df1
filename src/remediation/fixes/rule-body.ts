/** A rule of a snapshot in the words of the API and of Terraform, without what Cloudflare fills in itself. */
import type { Rule } from '../../checks/sections/rules.ts';
import type { Value } from './hcl.ts';

type Row = { [name: string]: Value };

export function ruleBody({ ref, id, description, action, expression, enabled, ...rule }: Rule): Row {
  return given({
    ref: ref ?? id,
    description,
    action,
    expression,
    action_parameters: rule.actionParameters && parameters(rule.actionParameters),
    ratelimit: rule.ratelimit && ratelimit(rule.ratelimit),
    logging: rule.logging?.enabled == null ? null : { enabled: rule.logging.enabled },
    enabled,
  });
}

function parameters({ id, overrides, ...skip }: NonNullable<Rule['actionParameters']>): Row {
  return given({
    id,
    overrides: overrides && overridesBody(overrides),
    phases: skip.phases,
    products: skip.products,
    ruleset: skip.ruleset,
    rulesets: skip.rulesets,
    rules: skip.rules,
  });
}

type Overrides = NonNullable<NonNullable<Rule['actionParameters']>['overrides']>;

function overridesBody({ enabled, action, categories, rules }: Overrides): Row | null {
  const body = given({
    enabled,
    action,
    categories: categories.map(({ category, action, enabled }) => given({ category, action, enabled })),
    rules: rules.map(({ id, action, enabled, scoreThreshold }) =>
      given({ id, action, enabled, score_threshold: scoreThreshold }),
    ),
  });
  return Object.keys(body).length > 0 ? body : null;
}

function ratelimit(limit: NonNullable<Rule['ratelimit']>): Row {
  return given({
    characteristics: limit.characteristics,
    period: limit.period,
    requests_per_period: limit.requestsPerPeriod,
    score_per_period: limit.scorePerPeriod,
    mitigation_timeout: limit.mitigationTimeout,
    counting_expression: limit.countingExpression,
    requests_to_origin: limit.requestsToOrigin,
  });
}

/** What was not told is not sent. */
const given = (row: Row): Row =>
  Object.fromEntries(
    Object.entries(row).filter(([, value]) => value !== null && !(Array.isArray(value) && value.length === 0)),
  );
