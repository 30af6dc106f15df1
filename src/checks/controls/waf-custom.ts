/** A custom rule that stops or logs a class of attack by what a request holds or how it scores, for every request to the endpoint. */
import type { Control } from './control.ts';
import type { EffectivePhase, EffectiveRule } from './effective-rules.ts';
import { actingOn, judgeRules, type Tools } from './judge-rules.ts';
import type { Target } from './prover.ts';
import { free, type Given } from './suppose.ts';

/** Where an attack travels: its sender chooses these, so a rule on them is met by the attack it is about. */
const CONTENT = [
  'http.request.body.',
  'http.request.uri.query',
  'http.request.uri.args',
  'raw.http.request.uri.query',
  'raw.http.request.uri.args',
  'cf.waf.content_scan.',
];
const FIELDS = [...CONTENT, 'cf.waf.score'];

export function wafCustom(phase: EffectivePhase, endpoint: Target, tools: Tools): Control {
  const candidates = actingOn(phase.rules, FIELDS, tools);
  const given = attacks.get(candidates) ?? attackOn(candidates, tools);
  attacks.set(candidates, given);
  return judgeRules({ candidates, complete: phase.complete, endpoint, given }, tools);
}

/** The same rules give the same object, by which the prover knows what it has answered before. */
const attacks = new WeakMap<readonly EffectiveRule[], Given>();

function attackOn(rules: readonly EffectiveRule[], { prover }: Tools): Given {
  const fields = rules.flatMap(({ when }) => when.flatMap((condition) => prover.fields(condition)));
  const content = fields.filter((field) => CONTENT.some((prefix) => field.startsWith(prefix)));
  return { ...SCORES, ...Object.fromEntries(content.map((field) => [field, free])) };
}

const SCORES: Given = {
  'cf.waf.score': 1,
  'cf.waf.score.sqli': 1,
  'cf.waf.score.xss': 1,
  'cf.waf.score.rce': 1,
  'cf.waf.score.class': 'attack',
};
