/** `npm run keys` */
import { runKeys } from './run-keys.ts';

const rotated = runKeys({
  args: process.argv.slice(2),
  env: process.env,
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
});
process.exitCode = await rotated.catch((error: unknown) => {
  const why = error instanceof Error ? error.message : String(error);
  process.stderr.write(
    `The keys could not be rotated: ${why}. What was sealed anew stays so; begin again once that is mended.\n`,
  );
  return 2;
});
