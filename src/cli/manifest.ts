/** `npm run manifest`: prints the app manifest for HTTP delivery or for Socket Mode. */
import { readFile } from 'node:fs/promises';
import { completeManifest, readDelivery } from './complete-manifest.ts';

const delivery = readDelivery(process.argv.slice(2));
if ('problem' in delivery) {
  process.stderr.write(`${delivery.problem}\n`);
  process.exitCode = 2;
} else {
  const text = await readFile(new URL('../../manifest.yml', import.meta.url), 'utf8');
  process.stdout.write(completeManifest(text, delivery));
}
