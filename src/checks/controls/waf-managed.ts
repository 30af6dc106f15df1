/** The managed ruleset, executed for every request to the endpoint and not switched off by an override. */
import { type Control, control, type Mode } from './control.ts';
import type { EffectivePhase, EffectiveRule } from './effective-rules.ts';
import { judgeRules, type Tools } from './judge-rules.ts';
import type { Target } from './prover.ts';

export const MANAGED_RULESETS: ReadonlySet<string> = new Set([
  'efb7b8c949ac4650a09736fc376e9aee', // Cloudflare Managed Ruleset
  '77454fe2d30c4220b5701f6fdfb893ba', // Cloudflare Free Managed Ruleset
]);

export function wafManaged(phase: EffectivePhase, endpoint: Target, tools: Tools): Control {
  if (!phase.entitled) return control('unavailable');
  const candidates = executing.get(phase.rules) ?? phase.rules.filter(executes);
  if (!executing.has(phase.rules)) executing.set(phase.rules, candidates);
  return judgeRules({ candidates, complete: phase.complete, endpoint, mode: managedMode }, tools);
}

/** Found once for a list, as it is asked of every endpoint. */
const executing = new WeakMap<readonly EffectiveRule[], EffectiveRule[]>();

function executes({ rule }: EffectiveRule): boolean {
  const { id, overrides } = rule.actionParameters ?? {};
  return rule.action === 'execute' && id != null && MANAGED_RULESETS.has(id) && overrides?.enabled !== false;
}

function managedMode({ rule }: EffectiveRule): Mode {
  return rule.actionParameters?.overrides?.action === 'log' ? 'log' : 'enforce';
}
