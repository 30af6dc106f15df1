import { afterAll, beforeAll, expect, test } from 'vitest';
import { startPage } from '../sandbox/page/server.ts';
import { chromiumHere, openPage } from '../support/browser.ts';
import { type Stage, setStage } from './stage.ts';

let stage: Stage;
let site: Awaited<ReturnType<typeof startPage>>;

beforeAll(async () => {
  stage = await setStage();
  site = await startPage({ slack: stage.slack });
});

afterAll(async () => {
  await site?.stop();
  await stage?.close();
});

test.skipIf(!chromiumHere)(
  'in a browser: type the command, click Acknowledge, reply in the thread, read the list',
  async () => {
    const { page, complaints, close } = await openPage(site.url, { height: 1000 });
    const composer = page.getByRole('textbox', { name: /message/i }).first();
    await composer.fill('/api-review start shop.example');
    await composer.press('Enter');
    await page.getByText('Only visible to you').waitFor();
    await page.getByText('calls to Cloudflare').waitFor();

    await page.getByText('waiting for answers').waitFor({ timeout: 60_000 });
    await page.getByRole('button', { name: /repl/i }).first().click();
    const thread = page.getByRole('complementary', { name: /thread/i });
    await thread.getByRole('button', { name: 'Acknowledge' }).click();
    await thread.getByText('Acknowledged by').waitFor();

    const reply = thread.getByRole('textbox');
    await reply.fill('Yes, with tests');
    await reply.press('Enter');
    await thread.getByText('Understood as').waitFor();
    await thread.getByText('Login, token and reset endpoints without a rate limit').waitFor();
    await page.getByText('ready to decide').first().waitFor();
    expect(complaints).toEqual([]);
    await close();
  },
  180_000,
);
