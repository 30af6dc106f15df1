/** Three people side by side in a browser, one of them on a telephone. `SHOTS=DIR` keeps what they see. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startPage } from '../sandbox/page/server.ts';
import { chromiumHere, type OpenPage, openPage } from '../support/browser.ts';
import { CHANNEL, LEAD, type Stage, setStage } from './stage.ts';

const PATIENCE_MS = 60_000;

let stage: Stage;
let site: Awaited<ReturnType<typeof startPage>>;
const opened: OpenPage[] = [];

beforeAll(async () => {
  stage = await setStage();
  site = await startPage({ slack: stage.slack });
});
afterAll(async () => {
  for (const { close } of opened) await close();
  await site?.stop();
  await stage?.close();
});

async function sitDown(as: string, size: { width: number; height: number }): Promise<Page> {
  const one = await openPage(`${site.url}#/${as}/${CHANNEL}`, size);
  opened.push(one);
  one.page.setDefaultTimeout(PATIENCE_MS);
  return one.page;
}

async function shot(page: Page, name: string): Promise<void> {
  const { SHOTS } = process.env;
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/${name}.png` });
}

const thread = (page: Page) => page.getByRole('complementary', { name: 'Thread' });
/** The newest message in the thread that says this. */
const said = (page: Page, text: string | RegExp) => thread(page).getByRole('article').filter({ hasText: text }).last();
const openThread = (page: Page) => page.getByRole('button', { name: /repl/i }).first().click();

async function type(page: Page, text: string): Promise<void> {
  const composer = page.getByRole('textbox', { name: /^Message/ });
  await composer.fill(text);
  await composer.press('Escape'); // closes what is suggested
  await composer.press('Enter');
}

test.skipIf(!chromiumHere)(
  'assign, acknowledge, not mine, answer by reply, edit the reply, resolve a conflict, ask the pane',
  async () => {
    const lea = await sitDown(LEAD, { width: 1280, height: 1000 });
    const dana = await sitDown('UDANA', { width: 1280, height: 1000 });
    const eve = await sitDown('UEVE', { width: 390, height: 844 });

    await type(lea, '/api-review start shop.example');
    await lea.getByText('waiting for answers').waitFor();
    await type(lea, '/api-review assign api.shop.example/v1/orders/** @dana');
    await lea.getByText('owns 4 endpoints').waitFor();
    await type(lea, '/api-review assign api.shop.example/v1/customers/** @eve');
    await lea.getByText('owns 2 endpoints').waitFor();
    await shot(lea, '1-assign');

    await openThread(dana);
    await said(dana, '4 endpoints of shop.example').getByRole('button', { name: 'Acknowledge' }).click();
    await said(dana, '4 endpoints of shop.example').getByText('Acknowledged by').waitFor();
    await shot(dana, '2-acknowledge');

    await openThread(eve);
    await shot(eve, '3-telephone');
    await said(eve, '2 endpoints of shop.example').getByRole('button', { name: 'Not mine' }).click();
    const form = eve.getByRole('dialog', { name: 'Who owns these?' });
    await form.getByRole('combobox', { name: 'New owner' }).selectOption('Max Example');
    await shot(eve, '4-not-mine');
    await form.getByRole('button', { name: 'Hand over' }).click();
    await said(eve, 'Handed over to').waitFor();
    await shot(eve, '5-handed-over');

    const reply = thread(dana).getByRole('textbox', { name: 'Reply in thread' });
    await said(dana, /Dana.*Does the application itself/).waitFor();
    await reply.fill('Yes, with tests');
    await reply.press('Enter');
    await said(dana, 'Understood as').getByText('Yes, with tests').first().waitFor();
    await shot(dana, '6-answer');

    const mine = thread(dana).getByRole('article', { name: /^Dana/ }).last();
    await mine.getByRole('button', { name: 'Edit message' }).click();
    await thread(dana).getByRole('textbox', { name: 'Edit message' }).fill('Yes, untested');
    await thread(dana).getByRole('textbox', { name: 'Edit message' }).press('Enter');
    await said(dana, /Understood as Yes, untested/).waitFor();
    await said(dana, /Understood as Yes, untested/)
      .getByRole('button', { name: 'Correct' })
      .click();
    await said(dana, 'says otherwise').waitFor();
    await said(dana, 'says otherwise').scrollIntoViewIfNeeded();
    await shot(dana, '7-conflict');
    // the question that is contested stands before the one that is in turn
    await said(dana, 'says otherwise').getByRole('button', { name: 'No', exact: true }).first().click();
    await said(dana, /Understood as No/).waitFor();
    await said(dana, /Understood as No/).scrollIntoViewIfNeeded();
    await shot(dana, '8-resolved');

    await lea.goto(`${site.url}#/${LEAD}/${stage.slack.directMessage(LEAD)}`);
    await type(lea, 'who hasn’t acknowledged?');
    await openThread(lea);
    await thread(lea).getByText('Max Example').first().waitFor();
    await shot(lea, '9-pane');
    expect(opened.flatMap(({ complaints }) => complaints)).toEqual([]);
  },
  300_000,
);
