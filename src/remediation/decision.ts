/** Which decisions fit an item and a plan, which one we propose, and which of them need a second person. */
import type { Change } from '../checks/check.ts';
import type { Plan } from '../checks/sections/zone.ts';

export type Decision = 'enforce-now' | 'log-first' | 'canary' | 'fix-at-origin' | 'accept';
type Decidable = { change: Change };

/** Accepting a risk is for people to propose, never for us. */
export function proposedDecision({ change }: Decidable, plan: Plan): Exclude<Decision, 'accept'> {
  switch (change) {
    case 'passive':
    case 'upkeep':
    case 'retires':
    case 'abrupt':
      return 'enforce-now';
    case 'rejects':
      return staged(plan);
    case 'reroutes':
      return 'canary'; // there is no log mode for where traffic goes
    case 'origin':
      return 'fix-at-origin';
  }
}

/** What may be offered, in the order of the buttons. */
export function choices({ change }: Decidable, plan: Plan): Decision[] {
  switch (change) {
    case 'passive':
    case 'retires':
      return ['enforce-now', 'fix-at-origin', 'accept'];
    case 'upkeep':
    case 'abrupt':
      return ['enforce-now', 'accept'];
    case 'rejects':
      return ['enforce-now', staged(plan), 'fix-at-origin', 'accept'];
    case 'reroutes':
      return ['enforce-now', 'canary', 'fix-at-origin', 'accept'];
    case 'origin':
      return ['fix-at-origin', 'accept'];
  }
}

/** Whoever may lock callers out at once, or leaves a risk standing, does not decide alone. */
export function needsSecondPerson(decision: Decision, { change }: Decidable): boolean {
  return decision === 'accept' || (decision === 'enforce-now' && change !== 'passive' && change !== 'upkeep');
}

/** Below Enterprise there is no log action: a rule is tried on a few requests instead. */
function staged(plan: Plan): 'log-first' | 'canary' {
  return plan === 'enterprise' ? 'log-first' : 'canary';
}
