import { existsSync } from 'node:fs';
import { type Browser, chromium, type Page, type Request } from 'playwright-core';

const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);

/** Whether there is a browser on this machine; without one, tests that need it are skipped by name. */
export const chromiumHere = executablePath !== undefined;

export interface OpenPage {
  page: Page;
  /** Errors the page threw, dialogs it opened, and every address off this machine it asked for. */
  complaints: string[];
  close(): Promise<void>;
}

/** Opens an address in a browser of its own, without a window. */
export async function openPage(url: string, { width = 1280, height = 800 } = {}): Promise<OpenPage> {
  if (!executablePath) throw new Error('There is no Chromium on this machine.');
  const browser = await chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
  try {
    return await openIn(browser, url, { width, height });
  } catch (error) {
    await browser.close();
    throw error;
  }
}

async function openIn(browser: Browser, url: string, viewport: { width: number; height: number }): Promise<OpenPage> {
  const page = await browser.newPage({ viewport, locale: 'en-GB', timezoneId: 'Europe/Amsterdam' });
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  const leftMachine = (request: Request, how = '') => {
    if (!/^(http:\/\/127\.0\.0\.1:|about:|data:|blob:)/.test(request.url()))
      complaints.push(`asked for ${request.url()}${how}`);
  };
  page.on('requestfinished', (request) => leftMachine(request));
  // What the page's own policy blocked never left.
  page.on('requestfailed', (request) => {
    const how = request.failure()?.errorText ?? '';
    if (how !== 'csp') leftMachine(request, `: ${how}`);
  });
  page.on('dialog', async (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`);
    await dialog.dismiss();
  });
  await page.goto(url);
  return { page, complaints, close: () => browser.close() };
}
