/** `npm run demo`: the whole product on this machine, against a pretend Slack and a pretend Cloudflare account. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '../../db/embedded.ts';
import { startProduct } from '../support/product.ts';
import { startCloudflareSandbox } from './cloudflare/sandbox.ts';
import { playReview } from './demo-script.ts';
import { startSlackSandbox } from './slack/sandbox.ts';

const print = (line: string) => process.stdout.write(`${line}\n`);
const scripted = process.argv.includes('--script');

const folder = await mkdtemp(join(tmpdir(), 'api-review-demo-'));
const closing: (() => Promise<unknown>)[] = [() => rm(folder, { recursive: true, force: true })];
const close = async () => {
  for (const step of closing.splice(0).reverse()) await step();
};

try {
  const postgres = await startEmbeddedPostgres(join(folder, 'data'), (line) => process.stderr.write(`${line}\n`), {
    ephemeral: true,
  });
  closing.push(() => postgres.stop());
  const slack = await startSlackSandbox();
  closing.push(() => slack.stop());
  const cloudflare = await startCloudflareSandbox({ latency: 40 });
  closing.push(() => cloudflare.stop());
  const product = await startProduct({
    slack,
    cloudflare,
    databaseUrl: postgres.url,
    cloudflareToken: cloudflare.tokens.full,
  });
  closing.push(() => product.stop());

  if (scripted) {
    await playReview(slack, print, { bold: process.stdout.isTTY === true });
  } else {
    const { startPage } = await import('./page/server.ts'); // bundles the page, which a script does not need
    const page = await startPage({ slack });
    closing.push(() => page.stop());
    print(`\n  Open ${page.url} in a browser and type:  /api-review start shop.example`);
    print('  Other zones of this pretend account: github-api.example (about 1,200 endpoints), small-business.example.');
    print('  Nothing here reaches Slack or Cloudflare, and the review is gone when it ends. Ctrl-C ends it.\n');
    await new Promise<void>((resolve) => {
      process.once('SIGINT', resolve);
      process.once('SIGTERM', resolve);
    });
  }
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
} finally {
  await close();
}
