import { runScan } from './run-scan.ts';

/** `npm run scan` */
process.stdout.on('error', () => process.exit()); // whoever read the report has seen enough of it
process.exitCode = await runScan({
  args: process.argv.slice(2),
  env: process.env,
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  look: {
    colour: process.stdout.isTTY === true && !process.env.NO_COLOR && process.env.TERM !== 'dumb',
    columns: process.stdout.isTTY ? process.stdout.columns : undefined,
  },
  watched: process.stderr.isTTY && process.env.TERM !== 'dumb' ? process.stderr.columns : undefined,
});
