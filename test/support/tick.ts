/** A process with one schedule of two seconds, which says when it runs. Started by a test, and killed by it. */
import { openBackend } from '../../jobs/backend.ts';

const backend = openBackend({ redisUrl: process.env.REDIS_URL, databaseUrl: process.env.DATABASE_URL ?? '' }, () => {});
const queue = backend.queue('talk');
backend.worker('talk', 1, async () => {
  process.stdout.write(`${Date.now()}\n`);
});
const wind = () => queue.every('plan-weekly-digests', 2_000);
backend.whenBack(() => void wind().catch(() => undefined));
await wind();
