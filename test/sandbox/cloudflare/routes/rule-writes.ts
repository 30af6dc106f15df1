import { z } from 'zod';
import { parse } from '../../../../src/rules/index.ts';
import { type Answer, refusal, single } from '../envelope.ts';
import { hexId } from '../ids.ts';
import { type ApiRequest, accountRoute, type Route, zoneRoute } from '../routing.ts';
import type { Phase, SdkRule } from '../sdk-types.ts';
import type { AccountState, ZoneState } from '../state.ts';
import { entryPoint, entryPoints, wrote } from './rulesets.ts';

/** Rules are made and changed; nothing is ever deleted. A rule is taken whole: what a change leaves out is gone. */
const ZONE_WRITE = ['Zone WAF Write', 'Account WAF Write'];
const ACCOUNT_WRITE = ['Account WAF Write', 'Account Rulesets Write'];
const WITHOUT_LOG = new Set(['free', 'pro', 'business']);
const PERIODS: Record<ZoneState['plan'], number[]> = {
  free: [10],
  pro: [10, 60],
  business: [10, 60, 120, 300, 600],
  enterprise: [10, 60, 120, 300, 600, 3600],
};

const Body = z.strictObject({
  id: z.string().optional(),
  version: z.string().optional(),
  last_updated: z.string().optional(),
  ref: z.string().min(1).max(256).optional(),
  description: z.string().max(500).optional(),
  action: z.enum(['block', 'log', 'managed_challenge', 'js_challenge', 'challenge', 'skip', 'execute']),
  expression: z.string().min(1).max(4096),
  enabled: z.boolean().optional(),
  action_parameters: z.looseObject({}).optional(),
  ratelimit: z
    .strictObject({
      characteristics: z.array(z.string()).min(1),
      period: z.int(),
      requests_per_period: z.int().min(1),
      mitigation_timeout: z.int().min(0),
      counting_expression: z.string().optional(),
      requests_to_origin: z.boolean().optional(),
    })
    .optional(),
  logging: z.strictObject({ enabled: z.boolean() }).optional(),
  categories: z.array(z.string()).optional(),
  position: z.looseObject({}).optional(),
  dry_run: z.boolean().optional(),
});

type Owner = { state: ZoneState | AccountState; kind: 'zone' | 'root'; plan: ZoneState['plan'] };
const ofZone = (request: ApiRequest & { zone: ZoneState }): Owner => ({
  state: request.zone,
  kind: 'zone',
  plan: request.zone.plan,
});
const ofAccount = (request: ApiRequest & { account: AccountState }): Owner => ({
  state: request.account,
  kind: 'root',
  plan: 'enterprise',
});

export const ruleWriteRoutes: Route[] = [
  zoneRoute('/rulesets/{ruleset_id}/rules', ZONE_WRITE, (request) => create(request, ofZone(request)), 'POST'),
  zoneRoute(
    '/rulesets/{ruleset_id}/rules/{rule_id}',
    ZONE_WRITE,
    (request) => change(request, ofZone(request)),
    'PATCH',
  ),
  zoneRoute('/rulesets/phases/{phase}/entrypoint', ZONE_WRITE, (request) => replace(request, ofZone(request)), 'PUT'),
  accountRoute('/rulesets/{ruleset_id}/rules', ACCOUNT_WRITE, (request) => create(request, ofAccount(request)), 'POST'),
  accountRoute(
    '/rulesets/{ruleset_id}/rules/{rule_id}',
    ACCOUNT_WRITE,
    (request) => change(request, ofAccount(request)),
    'PATCH',
  ),
];

function create(request: ApiRequest, owner: Owner): Answer {
  const phase = phaseOf(owner, request.params.ruleset_id);
  if (!phase) return refusal(404, 10002, 'could not find ruleset');
  const made = ruleFrom(request, owner, phase, {});
  if ('status' in made) return made;
  if ((owner.state.phases[phase] ?? []).some(({ ref }) => ref === made.rule.ref))
    return refusal(400, 20217, 'a rule with the same reference exists already');
  return store(owner, phase, made, (rules) => [...rules, made.rule]);
}

function change(request: ApiRequest, owner: Owner): Answer {
  const phase = phaseOf(owner, request.params.ruleset_id);
  const before = phase && owner.state.phases[phase]?.find(({ id }) => id === request.params.rule_id);
  if (!phase || !before) return refusal(404, 10002, 'could not find rule');
  const made = ruleFrom(request, owner, phase, before);
  if ('status' in made) return made;
  return store(owner, phase, made, (rules) => rules.map((rule) => (rule.id === before.id ? made.rule : rule)));
}

/** All rules of the phase become these. */
function replace(request: ApiRequest, owner: Owner): Answer {
  const phase = request.params.phase as Phase;
  const parsed = z.strictObject({ rules: z.array(z.unknown()) }).safeParse(request.body);
  if (!parsed.success) return refusal(400, 20014, z.prettifyError(parsed.error));
  const rules: SdkRule[] = [];
  for (const body of parsed.data.rules) {
    const made = ruleFrom({ ...request, body }, owner, phase, {});
    if ('status' in made) return made;
    rules.push(made.rule);
  }
  owner.state.phases[phase] = rules;
  wrote(owner.state, phase);
  return entryPoint(owner.state, owner.kind, phase);
}

type Made = { rule: SdkRule; rehearsed: boolean };

function ruleFrom(request: ApiRequest, { plan }: Owner, phase: Phase, before: Partial<SdkRule>): Made | Answer {
  const parsed = Body.safeParse(request.body);
  if (!parsed.success) return refusal(400, 20014, z.prettifyError(parsed.error));
  const { dry_run = false, position: _, ...body } = parsed.data;
  for (const text of [body.expression, body.ratelimit?.counting_expression])
    try {
      if (text !== undefined) parse(text);
    } catch (error) {
      return refusal(400, 20127, `Filter parsing error: ${error instanceof Error ? error.message : 'unknown'}`);
    }
  if (body.action === 'log' && WITHOUT_LOG.has(plan)) return refusal(400, 20119, 'not entitled to use the action log');
  if (/\bmatches\b/.test(body.expression) && (plan === 'free' || plan === 'pro'))
    return refusal(400, 20127, 'not entitled: the use of operator Matches is not allowed');
  if ((phase === 'http_ratelimit') !== (body.ratelimit !== undefined))
    return refusal(400, 20155, 'ratelimit belongs to the rules of http_ratelimit, and to each of them');
  if (body.ratelimit && !body.ratelimit.characteristics.includes('cf.colo.id'))
    return refusal(400, 20155, 'characteristics must include cf.colo.id');
  if (body.ratelimit && !PERIODS[plan].includes(body.ratelimit.period))
    return refusal(400, 20155, `not entitled to use the period ${body.ratelimit.period}`);
  const id = before.id ?? hexId(`rule ${body.ref ?? body.description ?? ''} ${request.world.now()}`);
  const rule = {
    ...body,
    id,
    ref: body.ref ?? id,
    enabled: body.enabled ?? true,
    version: String(Number(before.version ?? 0) + 1),
    last_updated: new Date(request.world.now()).toISOString(),
  } as unknown as SdkRule;
  return { rule, rehearsed: dry_run };
}

function store(owner: Owner, phase: Phase, { rehearsed }: Made, next: (rules: SdkRule[]) => SdkRule[]): Answer {
  const rules = next(owner.state.phases[phase] ?? []);
  const executed = rules.flatMap(({ action, action_parameters }) =>
    action === 'execute' ? ((action_parameters as { id?: string } | undefined)?.id ?? []) : [],
  );
  if (owner.kind === 'zone' && new Set(executed).size < executed.length)
    return refusal(400, 20093, 'a zone executes a managed ruleset at most once');
  if (rehearsed) return single(null);
  owner.state.phases[phase] = rules;
  wrote(owner.state, phase);
  return entryPoint(owner.state, owner.kind, phase);
}

const phaseOf = ({ state, kind }: Owner, rulesetId = ''): Phase | undefined =>
  entryPoints(state, kind).find(({ id }) => id === rulesetId)?.phase as Phase | undefined;
