/** Every control of every endpoint, each endpoint judged when it is first asked about. */
import { isAuthEndpoint } from '../../inventory/classify.ts';
import type { Endpoint } from '../../inventory/endpoint.ts';
import type { Snapshot } from '../snapshot.ts';
import { access } from './access.ts';
import { bots } from './bots.ts';
import type { Controls } from './control.ts';
import { effectivePhase } from './effective-rules.ts';
import type { Tools } from './judge-rules.ts';
import { jwt } from './jwt.ts';
import { leakedCredentials } from './leaked-credentials.ts';
import { logging } from './logging.ts';
import { mtls } from './mtls.ts';
import { createProver } from './prover.ts';
import { rateLimit } from './rate-limit.ts';
import { schema } from './schema.ts';
import { createEscapes, type Phases } from './skips.ts';
import { wafCustom } from './waf-custom.ts';
import { wafManaged } from './waf-managed.ts';

const PLAN_NAMES = { free: 'FREE', pro: 'PRO', business: 'BIZ', enterprise: 'ENT' } as const;

export type Judge = { controls: (endpoint: Endpoint) => Controls; phases: Phases; tools: Tools };

export function createJudge(snapshot: Snapshot): Judge {
  const prover = createProver({
    'cf.zone.name': snapshot.zone.name,
    'cf.zone.plan': PLAN_NAMES[snapshot.zone.plan],
  });
  const phases = {
    custom: effectivePhase(snapshot, 'custom'),
    rateLimits: effectivePhase(snapshot, 'rateLimits'),
    managed: effectivePhase(snapshot, 'managed'),
  };
  const tools = { prover, escapes: createEscapes(phases, prover) };
  const { operations: saved } = snapshot.sections;
  const operations = new Map(
    saved.state === 'read' ? saved.value.map((operation) => [operation.operationId, operation]) : [],
  );
  const logs = logging(snapshot);

  function judge(endpoint: Endpoint): Controls {
    const operation = endpoint.operationId === undefined ? undefined : operations.get(endpoint.operationId);
    return {
      'rate-limit': rateLimit(phases.rateLimits, endpoint, tools),
      schema: schema(endpoint, operation, snapshot, phases.custom, tools),
      jwt: jwt(endpoint, snapshot, prover),
      mtls: mtls(endpoint, snapshot, phases.custom, tools),
      'waf-managed': wafManaged(phases.managed, endpoint, tools),
      'waf-custom': wafCustom(phases.custom, endpoint, tools),
      bots: bots(snapshot, phases.custom, endpoint, tools),
      ...(isAuthEndpoint(endpoint)
        ? { 'leaked-credentials': leakedCredentials(snapshot, phases, endpoint, tools) }
        : {}),
      access: access(snapshot, endpoint, prover),
      logging: logs,
    };
  }

  const judged = new Map<string, Controls>();
  const controls = (endpoint: Endpoint): Controls => {
    const known = judged.get(endpoint.key) ?? judge(endpoint);
    judged.set(endpoint.key, known);
    return known;
  };
  return { controls, phases, tools };
}
