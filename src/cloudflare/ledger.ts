import { Budget, type Granted, type Turn, takeTurn, wholeBudget } from './budget.ts';
import type { Clock } from './clock.ts';

/** Where a credential's budget is kept: in this process alone, or where all processes of an installation see it. */
export type Ledger = { turn(turn: Turn): Promise<Granted> };

export function ownLedger(clock: Clock, quota: number): Ledger {
  let budget = wholeBudget(quota);
  return {
    async turn(turn) {
      const taken = takeTurn(budget, turn, clock.now());
      budget = taken.budget;
      return taken.granted;
    },
  };
}

/** `change` reads what is kept, and keeps what it gives back, while nobody else does. */
export function sharedLedger(
  clock: Clock,
  quota: number,
  change: <T>(next: (kept: unknown) => { keep: Budget; result: T }) => Promise<T>,
): Ledger {
  return {
    turn: (turn) =>
      change((kept) => {
        const known = Budget.safeParse(kept);
        const { budget, granted } = takeTurn(known.success ? known.data : wholeBudget(quota), turn, clock.now());
        return { keep: budget, result: granted };
      }),
  };
}
