/** One limiter per credential and process; all processes share the credential's budget through the database. */
import { createHash } from 'node:crypto';
import { type BudgetOf, changeBudget } from '../db/call-budgets.ts';
import type { Database } from '../db/pool.ts';
import { GRAPHQL_QUOTA, QUOTA } from '../src/cloudflare/budget.ts';
import { type Clock, systemClock } from '../src/cloudflare/clock.ts';
import { sharedLedger } from '../src/cloudflare/ledger.ts';
import { createLimiter, type Limiter } from '../src/cloudflare/limiter.ts';

export type Limiters = (workspaceId: string, token: string) => Limiter;

export function openLimiters(db: Database, clock: Clock = systemClock): Limiters {
  const open = new Map<string, Limiter>();
  return (workspaceId, token) => {
    const credential = createHash('sha256').update(token).digest('hex');
    const key = `${workspaceId} ${credential}`;
    const ledger = (kind: BudgetOf['kind'], quota: number) =>
      sharedLedger(clock, quota, (next) => changeBudget(db, { workspaceId, credential, kind }, next));
    const limiter =
      open.get(key) ??
      createLimiter({ clock, ledgers: { rest: ledger('rest', QUOTA), graphql: ledger('graphql', GRAPHQL_QUOTA) } });
    open.set(key, limiter);
    return limiter;
  };
}
