/** `npm run start:app`: the Slack app alone. */
import { run } from './run.ts';
import { startApp } from './start-app.ts';

await run(
  async (opened) => {
    const app = await startApp(opened);
    return () => app.stop();
  },
  { apart: true },
);
