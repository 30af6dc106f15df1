/** `npm start`: Slack app and workers in one process. Stopping takes in nothing more, then finishes what is under way. */
import { startJobs } from '../jobs/start-jobs.ts';
import { run } from './run.ts';
import { startApp } from './start-app.ts';

await run(async (opened) => {
  const jobs = await startJobs(opened);
  const app = await startApp(opened);
  return async () => {
    await app.stop();
    await jobs.stop();
  };
});
