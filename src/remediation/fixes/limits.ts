/** Rate limits for endpoints: numbers from what was measured, or said to be none. */
import type { Plan } from '../../checks/sections/zone.ts';
import type { Snapshot } from '../../checks/snapshot.ts';
import type { Endpoint, Sensitivity } from '../../inventory/endpoint.ts';
import { expressionsFor } from './expression.ts';
import type { Change, Mode, Wanted } from './fix.ts';
import { actionIn, type NewRule, newRules } from './rule.ts';

/** In seconds, the longest that the plan can count. */
const PERIODS: Record<Plan, number> = { free: 10, pro: 60, business: 60, enterprise: 60 };
/** Per minute and caller, where nothing was measured: what a person does, and a program that tries does not. */
const UNMEASURED: Record<Sensitivity, number> = {
  auth: 5,
  token: 10,
  payment: 10,
  personal: 30,
  write: 30,
  search: 60,
  read: 300,
};

interface Proposal {
  /** Requests in the period. */
  limit: number;
  period: number;
  /** How many endpoints of it were measured. */
  measured: number;
  of: number;
}

/** Of endpoints that are limited by one rule: the highest that Cloudflare suggests for one of them. */
function proposedLimit(endpoints: readonly Endpoint[], snapshot: Snapshot): Proposal {
  const { operations } = snapshot.sections;
  const period = PERIODS[snapshot.zone.plan];
  const known = new Map(
    (operations.state === 'read' ? operations.value : []).map((each) => [each.operationId, each.thresholds]),
  );
  const suggested = endpoints.flatMap(({ operationId }) => {
    const found = operationId === undefined ? undefined : known.get(operationId);
    return found?.suggestedThreshold && found.periodSeconds
      ? [(found.suggestedThreshold * period) / found.periodSeconds]
      : [];
  });
  const usual = Math.max(1, ...endpoints.map(({ sensitivity }) => (UNMEASURED[sensitivity] * period) / 60));
  return {
    limit: Math.max(1, Math.ceil(suggested.length > 0 ? Math.max(...suggested) : usual)),
    period,
    measured: suggested.length,
    of: endpoints.length,
  };
}

export function limitEndpoints({ finding, snapshot, endpoints, mode }: Wanted): Change | undefined {
  const groups = bySensitivity(endpoints, mode);
  if (groups.length === 0) return undefined;
  const rules = groups.flatMap(([sensitivity, some]) => {
    const proposal = proposedLimit(some, snapshot);
    return expressionsFor(some, snapshot.zone.plan).map(
      (expression, index): NewRule => ({
        ref: `apichk_limit_${sensitivity}_${finding.id}${index === 0 ? '' : `_${index + 1}`}`,
        description: `API limit: ${sensitivity}`,
        action: actionIn(mode),
        expression,
        enabled: true,
        ratelimit: {
          characteristics: counting(snapshot),
          period: proposal.period,
          requests_per_period: proposal.limit,
          mitigation_timeout: proposal.period,
          ...failuresOf(sensitivity, expression, snapshot.zone.plan),
        },
      }),
    );
  });
  const change = newRules(snapshot, 'rateLimits', rules);
  return {
    ...change,
    beware: groups.map(([sensitivity, some]) => measuredInWords(sensitivity, proposedLimit(some, snapshot))).join(' '),
  };
}

/** Where people log in, a plan that can tell counts what failed: who tries passwords fails, who works does not. */
const failuresOf = (sensitivity: Sensitivity, expression: string, plan: Plan) =>
  sensitivity === 'auth' && (plan === 'business' || plan === 'enterprise')
    ? { counting_expression: `(${expression}) and http.response.code in {401 403}` }
    : {};

/** A canary is the one endpoint that is most at stake. */
function bySensitivity(endpoints: readonly Endpoint[], mode: Mode): [Sensitivity, Endpoint[]][] {
  const groups = new Map<Sensitivity, Endpoint[]>();
  for (const endpoint of mode === 'canary' ? endpoints.slice(0, 1) : endpoints)
    groups.set(endpoint.sensitivity, [...(groups.get(endpoint.sensitivity) ?? []), endpoint]);
  return [...groups];
}

/** By session where the plan counts by headers and the zone names one, else by address. */
function counting({ zone, sections }: Snapshot): string[] {
  const { sessionIdentifiers } = sections;
  const header = (sessionIdentifiers.state === 'read' ? sessionIdentifiers.value : []).find(
    ({ type }) => type === 'header',
  );
  return zone.plan === 'enterprise' && header?.name
    ? [`http.request.headers["${header.name.toLowerCase()}"]`, 'ip.src', 'cf.colo.id']
    : ['ip.src', 'cf.colo.id'];
}

function measuredInWords(sensitivity: Sensitivity, { limit, period, measured, of }: Proposal): string {
  const each = `${sensitivity}: ${limit} in ${period} s per caller and data centre`;
  return measured > 0
    ? `${each}, the highest that Cloudflare suggests from the traffic of ${measured} of ${of} endpoints.`
    : `${each}. There is not enough data to measure it: it is what a person needs, so log or try it first.`;
}
