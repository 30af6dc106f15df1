/** `npm run keys` */
import { runKeys } from './run-keys.ts';

process.exitCode = await runKeys({
  args: process.argv.slice(2),
  env: process.env,
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
});
