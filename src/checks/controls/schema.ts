/** Schema validation of a saved operation: by its setting, or by a rule on the field that says a request violates its schema. */
import type { Endpoint } from '../../inventory/endpoint.ts';
import type { SectionValues, Snapshot } from '../snapshot.ts';
import { isTorn } from '../torn.ts';
import { type Control, control, strictest } from './control.ts';
import type { EffectivePhase } from './effective-rules.ts';
import { actingOn, judgeRules, type Tools } from './judge-rules.ts';

type Operation = SectionValues['operations'][number];

const VIOLATED = {
  uploaded: 'cf.schema_validation.uploaded.violated',
  learned: 'cf.schema_validation.learned.violated',
} as const;
const OLDER = 'cf.api_gateway.request_violates_schema';
const UPLOADED = [VIOLATED.uploaded, OLDER];
const LEARNED = [VIOLATED.learned];
const UPLOADED_VIOLATED = { [VIOLATED.uploaded]: true, [OLDER]: true };
const LEARNED_VIOLATED = { [VIOLATED.learned]: true };

export type EffectiveAction = 'none' | 'log' | 'block' | 'unknown';

/** The action of the setting: the operation's own, else the zone's, unless the zone-wide override silences all. */
export function effectiveAction(
  operation: Operation,
  settings: SectionValues['schemaSettings'],
  { override = true } = {},
): EffectiveAction {
  if (override && settings.overrideAction === 'none') return 'none';
  const action = operation.schemaInfo?.mitigationAction ?? settings.defaultAction;
  if (action === null) return 'none';
  return action === 'none' || action === 'log' || action === 'block' ? action : 'unknown';
}

export function schema(
  endpoint: Endpoint,
  operation: Operation | undefined,
  snapshot: Snapshot,
  phase: EffectivePhase,
  tools: Tools,
): Control {
  const { operations, schemaSettings } = snapshot.sections;
  if (operations.state !== 'read') return control('unknown');
  // only saved operations are validated
  if (!operation) return control(isTorn(snapshot, 'operations') ? 'unknown' : 'uncovered');
  const rules = violationRules(endpoint, operation, phase, tools);
  if (operation.schemaInfo === null) return rules.verdict === 'covered' ? rules : control('unknown');
  if (operation.schemaInfo.activeSchema === null) return rules;
  if (schemaSettings.state !== 'read') return rules.verdict === 'covered' ? rules : control('unknown');
  const action = effectiveAction(operation, schemaSettings.value);
  if (action === 'unknown') return rules.verdict === 'covered' ? rules : control('unknown');
  if (action === 'none') return rules;
  const mode = action === 'block' ? 'enforce' : 'log';
  return rules.verdict === 'covered'
    ? control('covered', strictest([mode, rules.mode]), rules.rules)
    : control('covered', mode);
}

export function violationRules(endpoint: Endpoint, operation: Operation, phase: EffectivePhase, tools: Tools): Control {
  const { complete } = phase;
  const uploaded = operation.schemaInfo?.activeSchema
    ? judgeRules(
        {
          candidates: actingOn(phase.rules, UPLOADED, tools),
          complete,
          endpoint,
          given: UPLOADED_VIOLATED,
        },
        tools,
      )
    : control(complete ? 'uncovered' : 'unknown');
  if (uploaded.verdict === 'covered') return uploaded;
  const learned = judgeRules(
    { candidates: actingOn(phase.rules, LEARNED, tools), complete, endpoint, given: LEARNED_VIOLATED },
    tools,
  );
  return WORTH.indexOf(learned.verdict) < WORTH.indexOf(uploaded.verdict) ? learned : uploaded;
}

const WORTH = ['covered', 'unknown', 'bypassable', 'uncovered', 'unavailable'];
