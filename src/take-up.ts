/** Works on deliveries that were kept and not finished, while new ones come in: a round at the start, and one every now and then. */
import { finish, takeUp } from '../db/intake.ts';
import type { Database } from '../db/pool.ts';
import { type Left, unfinishedIntake } from '../db/sweeps.ts';
import type { Work } from './listeners/receivers/work.ts';
import type { Opened } from './open.ts';

const SWEPT_EVERY_MS = 10_000;
/** Younger deliveries are most likely being worked on. */
const LEFT_AFTER_MS = 5_000;
/** What failed so often fails every time, and what people said is not kept for longer than it is needed. */
const MOST_ATTEMPTS = 20;

/** Returns how to stop, which waits for what is under way. `before`: what had come when this process began to listen. */
export function takeUpLeftOvers({ db, log }: Pick<Opened, 'db' | 'log'>, work: Work, before: Date) {
  let stopped = false;
  let underWay: Promise<void> | undefined;

  async function round(until: Date): Promise<void> {
    for (const left of await db.sweeping((tx) => unfinishedIntake(tx, until))) {
      if (stopped) return;
      if (!work.isWorkingOn(left.id)) await takeUpOne({ db, log }, work, left);
    }
  }
  const begin = (until: Date) => {
    underWay ??= round(until)
      .catch((error: unknown) => log.warn({ err: error }, 'left-over deliveries could not be looked for'))
      .finally(() => {
        underWay = undefined;
      });
  };

  begin(before);
  const rounds = setInterval(() => begin(new Date(Date.now() - LEFT_AFTER_MS)), SWEPT_EVERY_MS);
  return async function stop(): Promise<void> {
    stopped = true;
    clearInterval(rounds);
    await underWay;
  };
}

async function takeUpOne(
  { db, log }: { db: Database; log: Opened['log'] },
  work: Work,
  { id, workspaceId }: Left,
): Promise<void> {
  const body = await db.inWorkspace(workspaceId, async (tx) => {
    const taken = await takeUp(tx, id);
    if (!taken || taken.attempts <= MOST_ATTEMPTS) return taken?.body;
    log.error({ intakeId: id, attempts: taken.attempts }, 'a delivery failed every time and was given up');
    await finish(tx, id);
    return undefined;
  });
  if (body) await work.process(body, id);
}
