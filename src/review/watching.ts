/** Which staged controls are to be looked at in the analytics now, how to find them there, and what the figures mean. */
import { standingRules } from '../checks/approved.ts';
import type { ControlName } from '../checks/controls/control.ts';
import type { Snapshot } from '../checks/snapshot.ts';
import { type Evidence, gateOf, type Proof, proofOf } from './gate.ts';
import type { Decision } from './review.ts';
import { isOnTrial, type State } from './stage.ts';

const HOUR_MS = 60 * 60_000;
/** A trial is read once a day; what was just enforced every hour, for it may hurt somebody now. */
const DAILY_MS = 20 * HOUR_MS;
const FRESH_MS = 7 * 24 * HOUR_MS;

/** From when on the next reading counts; undefined while it is not due. */
export function dueFrom(decision: Decision, evidence: readonly Evidence[], now: Date): Date | undefined {
  const last = evidence.at(-1)?.to ?? decision.stateSince;
  const age = now.getTime() - decision.stateSince.getTime();
  const every = decision.state === 'enforced' && age < FRESH_MS ? HOUR_MS : DAILY_MS;
  return now.getTime() - last.getTime() >= every ? last : undefined;
}

/** What the events of a control are told by. */
export interface Traces {
  rules: string[];
  sources: string[];
}

const SOURCES: Partial<Record<ControlName, string>> = {
  schema: 'apiShieldSchemaValidation',
  jwt: 'apiShieldTokenValidation',
  'waf-managed': 'firewallManaged',
};

/** Access refuses at a door of its own, and a Logpush job stops nobody. */
export const leavesTraces = (control: ControlName): boolean => control !== 'access' && control !== 'logging';

/** `subjects` are the rules that make the control. Undefined where no event tells of it. */
export function tracesOf(control: ControlName, subjects: readonly string[], snapshot: Snapshot): Traces | undefined {
  if (!leavesTraces(control)) return undefined;
  const source = SOURCES[control];
  if (source !== undefined) return { rules: [], sources: [source] };
  const wanted = new Set(subjects);
  const rules = standingRules(snapshot.sections).flatMap(({ subject, rule }) =>
    wanted.has(subject) && rule.id ? [rule.id] : [],
  );
  return rules.length > 0 ? { rules: [...new Set(rules)].sort(), sources: [] } : undefined;
}

export type Said = 'ready' | 'would-stop-too-much' | 'stops-too-much';
export type Judged = { proof: Proof; to?: State; say?: Said };

/** Said is only what is new: a trial that turned, or an enforced control that does what it may not. */
export function judged(
  decision: Decision,
  control: ControlName | undefined,
  before: readonly Evidence[],
  added: Evidence,
  now: Date,
): Judged {
  const gate = gateOf(control);
  const proof = proofOf(gate, [...before, added], now);
  if (decision.state === 'enforced') {
    const alone = proofOf(gate, [added], now); // the newest hour, or nobody hears of it before the week is spoilt
    return alone.verdict === 'broken' ? { proof: alone, say: 'stops-too-much' } : { proof };
  }
  if (!isOnTrial(decision.state)) return { proof };
  if (proof.verdict === 'passed' && decision.state !== 'ready' && !isKept(decision, now))
    return { proof, to: 'ready', say: 'ready' };
  if (proof.verdict === 'passed') return { proof };
  const turned = proof.verdict === 'broken' && proofOf(gate, before, now).verdict !== 'broken';
  const back = decision.state === 'ready' ? ({ to: decision.choice === 'canary' ? 'canary' : 'logging' } as const) : {};
  return turned || decision.state === 'ready' ? { proof, ...back, say: 'would-stop-too-much' } : { proof };
}

/** Whoever had it kept is not asked again before the day. */
const isKept = ({ state, lookAt }: Decision, now: Date): boolean =>
  state === 'kept' && lookAt !== null && lookAt > now.toISOString().slice(0, 10);
