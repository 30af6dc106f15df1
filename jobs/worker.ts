/** `npm run start:worker`: the workers alone. */
import { run } from '../src/run.ts';
import { startJobs } from './start-jobs.ts';

await run(
  async (opened) => {
    const jobs = await startJobs(opened);
    return () => jobs.stop();
  },
  { apart: true },
);
