/** `npm run verify` */
import { runVerify } from './run-verify.ts';

process.exitCode = await runVerify({
  args: process.argv.slice(2),
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
});
