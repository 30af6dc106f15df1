/** Automated clients: a custom rule on their score, or a bot fight setting that also acts on requests of an API. */
import type { Snapshot } from '../snapshot.ts';
import { type Control, control } from './control.ts';
import type { EffectivePhase } from './effective-rules.ts';
import { actingOn, judgeRules, type Tools } from './judge-rules.ts';
import type { Target } from './prover.ts';

const FIELDS = ['cf.bot_management.', 'cf.client.bot'];
const AUTOMATED = {
  'cf.bot_management.score': 1,
  'cf.bot_management.verified_bot': false,
  'cf.bot_management.signed_agent': false,
  'cf.client.bot': false,
};

export function bots(snapshot: Snapshot, phase: EffectivePhase, endpoint: Target, tools: Tools): Control {
  const candidates = actingOn(phase.rules, FIELDS, tools);
  const rules = judgeRules({ candidates, complete: phase.complete, endpoint, given: AUTOMATED }, tools);
  if (rules.verdict === 'covered') return rules;
  const section = snapshot.sections.bots;
  if (section.state === 'not_entitled') return rules.verdict === 'uncovered' ? control('unavailable') : rules;
  if (section.state !== 'read') return control('unknown');
  const { product, fightMode, definitelyAutomated } = section.value;
  const fights = product === 'bot-fight-mode' ? fightMode === true : stops(definitelyAutomated);
  if (!fights) return product === 'unknown' && rules.verdict === 'uncovered' ? control('unknown') : rules;
  // feeds are exempt, and which requests skip rules let past the bot phase is not judged here
  const exempt = endpoint.labels.includes('cf-rss-feed') || skipsBots(phase);
  return exempt ? control('unknown') : control('covered', 'enforce');
}

const stops = (action: string | null): boolean => action === 'block' || action === 'managed_challenge';

function skipsBots({ rules, complete }: EffectivePhase): boolean {
  return !complete || rules.some(({ rule }) => rule.actionParameters?.phases.includes('http_request_sbfm') ?? false);
}
