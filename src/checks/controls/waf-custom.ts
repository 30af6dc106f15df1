/** A custom rule that stops or logs a class of attack by what a request holds or how it scores, for every request to the endpoint. */
import type { Control } from './control.ts';
import type { EffectivePhase } from './effective-rules.ts';
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

export function wafCustom(phase: EffectivePhase, endpoint: Target, tools: Tools): Control {
  const candidates = actingOn(phase.rules, [...CONTENT, 'cf.waf.score'], tools);
  const attack = attackOf(
    candidates.flatMap(({ when }) => when.flatMap((condition) => tools.prover.fields(condition))),
  );
  return judgeRules({ candidates, complete: phase.complete, endpoint, given: attack }, tools);
}

const attacks = new Map<string, Given>();

/** The same fields give the same object, by which the prover knows what it has reduced before. */
function attackOf(fields: readonly string[]): Given {
  const content = fields.filter((field) => CONTENT.some((prefix) => field.startsWith(prefix))).sort();
  const key = content.join(' ');
  const known = attacks.get(key) ?? { ...SCORES, ...Object.fromEntries(content.map((field) => [field, free])) };
  attacks.set(key, known);
  return known;
}

const SCORES: Given = {
  'cf.waf.score': 1,
  'cf.waf.score.sqli': 1,
  'cf.waf.score.xss': 1,
  'cf.waf.score.rce': 1,
  'cf.waf.score.class': 'attack',
};
