/** Every control of every endpoint, each endpoint judged when it is first asked about. */
import { isAuthEndpoint } from '../../inventory/classify.ts';
import type { Endpoint } from '../../inventory/endpoint.ts';
import type { Snapshot } from '../snapshot.ts';
import { access } from './access.ts';
import { bots } from './bots.ts';
import type { Control, ControlName, Controls, Witness } from './control.ts';
import { type EffectivePhase, effectivePhase } from './effective-rules.ts';
import type { Tools } from './judge-rules.ts';
import { jwt, jwtWitness } from './jwt.ts';
import { leakedCredentials } from './leaked-credentials.ts';
import { logging } from './logging.ts';
import { mtls } from './mtls.ts';
import { createProver } from './prover.ts';
import { rateLimit } from './rate-limit.ts';
import { afterRewrites, pathRewrites } from './rewrites.ts';
import { schema } from './schema.ts';
import { settingWitness } from './setting-witness.ts';
import { createEscapes, createSkipping, type Phases } from './skips.ts';
import { wafCustom } from './waf-custom.ts';
import { wafManaged } from './waf-managed.ts';
import { type Answered, witnessOf } from './witness.ts';

const PLAN_NAMES = { free: 'FREE', pro: 'PRO', business: 'BIZ', enterprise: 'ENT' } as const;

export type Judge = {
  controls: (endpoint: Endpoint) => Controls;
  /** A request that shows the verdict, looked for anew each time. */
  witness: (endpoint: Endpoint, name: ControlName) => Witness | undefined;
  phases: Phases;
  tools: Tools;
};

export function createJudge(snapshot: Snapshot): Judge {
  const everywhere = { 'cf.zone.name': snapshot.zone.name, 'cf.zone.plan': PLAN_NAMES[snapshot.zone.plan] };
  const asSent = createProver(everywhere);
  const rewrites = pathRewrites(snapshot);
  const prover = afterRewrites(asSent, rewrites);
  const phases = {
    custom: effectivePhase(snapshot, 'custom'),
    rateLimits: effectivePhase(snapshot, 'rateLimits'),
    managed: effectivePhase(snapshot, 'managed'),
  };
  const skipping = createSkipping(phases);
  const tools: Tools = { prover, asSent, skipping, escapes: createEscapes(phases, prover, skipping) };
  const { operations: saved } = snapshot.sections;
  const operations = new Map(
    saved.state === 'read' ? saved.value.map((operation) => [operation.operationId, operation]) : [],
  );
  const logs = logging(snapshot, asSent);
  const operationOf = ({ operationId }: Endpoint) =>
    operationId === undefined ? undefined : operations.get(operationId);

  const JUDGES: Record<ControlName, (endpoint: Endpoint, here: Phases, using: Tools) => Control> = {
    'rate-limit': (endpoint, { rateLimits }, using) => rateLimit(rateLimits, endpoint, using),
    schema: (endpoint, { custom }, using) => schema(endpoint, operationOf(endpoint), snapshot, custom, using),
    jwt: (endpoint) => jwt(endpoint, snapshot, prover),
    mtls: (endpoint, { custom }, using) => mtls(endpoint, snapshot, custom, using),
    'waf-managed': (endpoint, { managed }, using) => wafManaged(managed, endpoint, using),
    'waf-custom': (endpoint, { custom }, using) => wafCustom(custom, endpoint, using),
    bots: (endpoint, { custom }, using) => bots(snapshot, custom, endpoint, using),
    'leaked-credentials': (endpoint, here, using) => leakedCredentials(snapshot, here, endpoint, using),
    access: (endpoint) => access(snapshot, endpoint, prover),
    logging: logs,
  };

  const forLogins = Object.keys(JUDGES) as ControlName[];
  const forOthers = forLogins.filter((name) => name !== 'leaked-credentials');

  /** Only the rules that can be about the endpoint's host and method at all: of three hundred most are not. */
  const near = (phase: EffectivePhase, endpoint: Endpoint): EffectivePhase => ({
    ...phase,
    rules: prover.near(phase.rules, endpoint),
  });
  const places = new Map<string, Map<string, Phases>>();
  function phasesAt(endpoint: Endpoint): Phases {
    const byMethod = places.get(endpoint.host) ?? new Map<string, Phases>();
    places.set(endpoint.host, byMethod);
    const known = byMethod.get(endpoint.method) ?? {
      custom: near(phases.custom, endpoint),
      rateLimits: near(phases.rateLimits, endpoint),
      managed: near(phases.managed, endpoint),
    };
    byMethod.set(endpoint.method, known);
    return known;
  }

  function judge(endpoint: Endpoint): Controls {
    const here = phasesAt(endpoint);
    const found: Partial<Controls> = {};
    for (const name of isAuthEndpoint(endpoint) ? forLogins : forOthers)
      found[name] = JUDGES[name](endpoint, here, tools);
    return found as Controls;
  }

  function witness(endpoint: Endpoint, name: ControlName): Witness | undefined {
    if (name === 'leaked-credentials' && !isAuthEndpoint(endpoint)) return undefined;
    // what is shown is sent to the path as it was, and nobody has followed it through the rewrite
    if (!rewrites || rewrites.some(({ expression }) => asSent.holds([expression], endpoint) !== 'never'))
      return undefined;
    const answered: Answered[] = [];
    const control = JUDGES[name](endpoint, phasesAt(endpoint), {
      ...tools,
      note: (question, answer) => answered.push({ question, control: answer }),
    });
    const known = {
      ...everywhere,
      'cf.web_asset.labels': endpoint.labels,
      ...(endpoint.operationId === undefined ? {} : { 'cf.api_gateway.fallthrough_detected': false }),
    };
    if (name === 'jwt') return jwtWitness(control, endpoint, snapshot, known);
    const cause = answered.find((each) => each.control === control);
    // what a setting does as well, or instead, is not shown by the rules
    return cause
      ? witnessOf(cause, known, tools)
      : settingWitness(name, { control, endpoint, snapshot, prover, known });
  }

  const judged = new Map<Endpoint, Controls>();
  const controls = (endpoint: Endpoint): Controls => {
    const known = judged.get(endpoint);
    if (known) return known;
    const found = judge(endpoint);
    judged.set(endpoint, found);
    return found;
  };
  return { controls, witness, phases, tools };
}
