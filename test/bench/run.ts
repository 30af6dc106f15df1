/** `npm run bench`: what is said about speed, measured beside a floor in the same run. */
import { measureAck } from './ack.ts';
import { measureEvaluate } from './evaluate.ts';
import type { Measured } from './measured.ts';
import { measurePost } from './post.ts';
import { measureScan } from './scan.ts';

const BENCHES: Record<string, () => Promise<Measured>> = {
  ack: measureAck,
  evaluate: measureEvaluate,
  post: measurePost,
  scan: measureScan,
};

const json = process.argv.includes('--json');
const names = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const unknown = names.find((name) => !BENCHES[name]);
if (unknown !== undefined) {
  process.stderr.write(`There is no benchmark called ${unknown}. There is: ${Object.keys(BENCHES).join(', ')}.\n`);
  process.exit(2);
}

for (const name of names.length > 0 ? names : Object.keys(BENCHES)) {
  const measured = await BENCHES[name]?.();
  if (!measured) continue;
  process.stdout.write(json ? `${JSON.stringify({ name, ...measured })}\n` : table(name, measured));
}
process.exit(0);

function table(name: string, { ours, floor, ratio }: Measured): string {
  const rows = Object.keys(ours).map(
    (key) => `  ${key.padEnd(24)}${String(ours[key]).padStart(12)}${String(floor[key] ?? '').padStart(12)}`,
  );
  return [`${name}, ours beside the floor; ratio ${ratio}`, ...rows, ''].join('\n');
}
