/** Which staged controls somebody has to look at: due, logging for too long, or enforced without proof. */
import type { Decision } from './review.ts';
import { isOnTrial, type State } from './stage.ts';

const DAY_MS = 24 * 60 * 60_000;
const LONG_DAYS = 30;

export interface Moved {
  decisionId: string;
  to: State;
  at: Date;
}

export interface Calendar {
  /** A day was set on which to look again, and it has come. */
  due: Decision[];
  /** On trial for over a month. */
  stuck: { decision: Decision; days: number }[];
  /** It rejects requests, and no trial showed before whom it would hurt. */
  unproven: Decision[];
}

export function calendar(decisions: readonly Decision[], moves: readonly Moved[], now: Date): Calendar {
  const today = now.toISOString().slice(0, 10);
  const onTrial = decisions.filter(({ state }) => isOnTrial(state));
  return {
    due: onTrial.filter(({ lookAt }) => lookAt !== null && lookAt <= today),
    stuck: onTrial
      .map((decision) => ({ decision, days: Math.floor((now.getTime() - trialBegan(decision, moves)) / DAY_MS) }))
      .filter(({ days }) => days > LONG_DAYS),
    unproven: decisions.filter((decision) => decision.state === 'enforced' && !wasProved(decision, moves)),
  };
}

/** Keeping it on trial begins no new one. */
function trialBegan(decision: Decision, moves: readonly Moved[]): number {
  const times = moves.filter(({ decisionId, to }) => decisionId === decision.id && isOnTrial(to));
  return Math.min(decision.stateSince.getTime(), ...times.map(({ at }) => at.getTime()));
}

/** A promotion replaces the decision that was on trial: what that one proved counts. */
const wasProved = ({ id, replaces }: Decision, moves: readonly Moved[]): boolean =>
  moves.some(({ decisionId, to }) => to === 'ready' && (decisionId === id || decisionId === replaces));
