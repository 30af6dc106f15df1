/** The verdict on one endpoint of a control that is made of rules. */
import { type Control, control, type Mode, strictest } from './control.ts';
import type { EffectiveRule } from './effective-rules.ts';
import type { Prover, Target } from './prover.ts';
import type { Escapes, Skipping } from './skips.ts';
import type { Given } from './suppose.ts';

/** Actions that stop a request, or that would and are only written down. */
const ACTS: ReadonlySet<string> = new Set(['block', 'challenge', 'js_challenge', 'managed_challenge', 'log']);

export const acts = ({ rule }: EffectiveRule): boolean => ACTS.has(rule.action ?? '');
const modeOf = ({ rule }: EffectiveRule): Mode => (rule.action === 'log' ? 'log' : 'enforce');

const PER_SESSION = /^(?:http\.request\.(?:headers|cookies|jwt|body)|lookup_json_|cf\.api_gateway\.)/;

/** Whether a limit counts callers by something they send, rather than by where they are. */
export function countsSessions({ rule }: EffectiveRule): boolean {
  return rule.ratelimit?.characteristics.some((characteristic) => PER_SESSION.test(characteristic)) ?? false;
}

export type Question = {
  candidates: readonly EffectiveRule[];
  /** False when there may be rules that were not read. */
  complete: boolean;
  endpoint: Target;
  /** What is known of the requests the control is meant to judge. */
  given?: Given;
  mode?: (rule: EffectiveRule) => Mode;
};
/** Found once for two lists, as the same are asked of every endpoint. */
const found = new WeakMap<readonly EffectiveRule[], WeakMap<readonly string[], EffectiveRule[]>>();

/** Rules that stop or log by one of these fields; one that was not understood counts when it names such a field. */
export function actingOn(
  rules: readonly EffectiveRule[],
  fields: readonly string[],
  { prover }: Tools,
): EffectiveRule[] {
  let ofRules = found.get(rules);
  if (!ofRules) {
    ofRules = new WeakMap();
    found.set(rules, ofRules);
  }
  const known = ofRules.get(fields);
  if (known) return known;
  const concerns = (condition: string) =>
    prover.understands(condition)
      ? prover.fields(condition).some((field) => fields.some((prefix) => field.startsWith(prefix)))
      : fields.some((prefix) => condition.includes(prefix));
  const acting = rules.filter((rule) => acts(rule) && rule.when.some(concerns));
  ofRules.set(fields, acting);
  return acting;
}

export type Tools = {
  prover: Prover;
  /** The same about requests as they are sent, before any rewrite. */
  asSent: Prover;
  escapes: Escapes;
  skipping: Skipping;
  /** Told what was asked and answered, by whoever wants to show it. */
  note?: (question: Question, control: Control) => void;
};

export function judgeRules(question: Question, tools: Tools): Control {
  const judged = judge(question, tools);
  tools.note?.(question, judged);
  return judged;
}

function judge({ candidates, complete, endpoint, given, mode = modeOf }: Question, tools: Tools): Control {
  const covering: EffectiveRule[] = [];
  const unclear: EffectiveRule[] = [];
  const partial: EffectiveRule[] = [];
  for (const rule of candidates) {
    const holds = tools.prover.holds(rule.when, endpoint, given);
    if (holds === 'never') continue;
    const past = tools.escapes(rule, endpoint, given).holds;
    if (holds === 'always' && past === 'never') covering.push(rule);
    if (holds === 'not_understood' || past === 'not_understood') unclear.push(rule);
    if (past !== 'always') partial.push(rule);
  }
  if (covering.length > 0) return answer('covered', covering, mode);
  if (!complete || unclear.length > 0)
    return control(
      'unknown',
      'off',
      unclear.map(({ subject }) => subject),
    );
  return partial.length > 0 ? answer('bypassable', partial, mode) : control('uncovered');
}

function answer(
  verdict: 'covered' | 'bypassable',
  rules: readonly EffectiveRule[],
  mode: (rule: EffectiveRule) => Mode,
) {
  return control(
    verdict,
    strictest(rules.map(mode)),
    rules.map(({ subject }) => subject),
  );
}
