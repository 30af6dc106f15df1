/** Fixes of token validation rules. Unlike a rule of a ruleset, a patch of one holds what changes alone. */
import { blank, type Change, readOf, subjectsOf, type Wanted } from './fix.ts';
import { resource, standing, type Value } from './hcl.ts';

type Rule = NonNullable<ReturnType<typeof rulesOf>>[number];
const rulesOf = ({ snapshot }: Wanted) => readOf(snapshot.sections.jwtRules);

/** Undefined for findings about other rules than these. */
export function changedTokenRules(
  wanted: Wanted,
  changes: (rule: Rule) => { action?: string; enabled?: boolean },
): Change | undefined {
  const { zone } = wanted.snapshot;
  const ids = new Set(subjectsOf(wanted.finding.subjects, 'jwt-rule'));
  const rules = (rulesOf(wanted) ?? []).filter(({ id }) => ids.has(id)).map((rule) => ({ rule, body: changes(rule) }));
  if (rules.length === 0 || rules.length !== wanted.finding.subjects.length) return undefined;
  return {
    kind: 'change',
    steps: rules.map(
      ({ rule, body }) =>
        `Open Security > Security rules of ${zone.name} and edit ${rule.title ?? rule.id}: ${Object.entries(body)
          .map(([name, value]) => `${name} ${value}`)
          .join(', ')}.`,
    ),
    requests: rules.map(({ rule, body }) => ({
      method: 'PATCH',
      path: `/zones/${zone.id}/token_validation/rules/${rule.id}`,
      body,
    })),
    terraform: rules.map(({ rule, body }) => tokenRule(zone.id, rule, body)).join('\n'),
  };
}

const selectorOf = ({ selector }: Rule, without: ReadonlySet<string> = new Set()) => ({
  include: selector.include.map(({ host }) => ({ host })),
  exclude: selector.exclude
    .map(({ operationIds }) => ({ operation_ids: operationIds.filter((each) => !without.has(each)) }))
    .filter(({ operation_ids }) => operation_ids.length > 0),
});

export const tokenRule = (zoneId: string, rule: Rule, changes: { readonly [name: string]: Value }) =>
  standing('cloudflare_token_validation_rules', rule.title ?? rule.id, `${zoneId}/${rule.id}`, {
    zone_id: zoneId,
    title: rule.title ?? rule.id,
    description: rule.title ?? '',
    action: rule.action ?? 'log',
    enabled: rule.enabled,
    expression: rule.expression,
    selector: selectorOf(rule),
    ...changes,
  });

/** Endpoints that a rule leaves out come under it again. */
export function includeExcluded({ snapshot: { zone, sections }, finding, endpoints }: Wanted): Change {
  const meant = new Set(finding.subjects);
  const ids = new Set(
    endpoints.flatMap(({ key, operationId }) => (operationId && meant.has(key) ? [operationId] : [])),
  );
  const rules = (readOf(sections.jwtRules) ?? []).filter(
    ({ enabled, selector }) =>
      enabled && selector.exclude.some(({ operationIds }) => operationIds.some((id) => ids.has(id))),
  );
  return {
    kind: 'change',
    steps: rules.map(
      ({ title, id }) =>
        `Open Security > Security rules of ${zone.name}, edit ${title ?? id} and take these off its exclusions: ${finding.subjects.join(', ')}.`,
    ),
    requests: rules.map((rule) => ({
      method: 'PATCH',
      path: `/zones/${zone.id}/token_validation/rules/${rule.id}`,
      body: { selector: selectorOf(rule, ids) },
    })),
    terraform: rules.map((rule) => tokenRule(zone.id, rule, { selector: selectorOf(rule, ids) })).join('\n'),
    beware: 'Requests to them without a valid token are stopped from then on, or logged where the rule logs.',
  };
}

export function useConfigurations({ snapshot: { zone }, finding, mode }: Wanted): Change {
  const rules = subjectsOf(finding.subjects, 'jwt-config').map((id) => ({
    title: `Valid token ${id.slice(0, 8)}`,
    description: 'Requests need a valid token',
    action: mode === 'enforce' ? 'block' : 'log',
    enabled: true,
    expression: `is_jwt_valid("${id}")`,
    selector: { include: [{ host: [blank('HOST')] }] },
  }));
  return {
    kind: 'change',
    steps: [
      `Open Security > Security rules of ${zone.name} and create a token validation rule for the host whose callers show these tokens.`,
      'Where nobody shows them any more, delete the token configuration by hand instead.',
    ],
    requests: rules.map((body) => ({ method: 'POST', path: `/zones/${zone.id}/token_validation/rules`, body })),
    terraform: rules
      .map((rule) => resource('cloudflare_token_validation_rules', rule.title, { zone_id: zone.id, ...rule }))
      .join('\n'),
    blanks: [{ name: 'HOST', what: 'the host whose callers show these tokens' }],
  };
}
