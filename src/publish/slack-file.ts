/** Brings a file from Slack: from Slack's own host only, without following it anywhere else, and no more than is allowed. */
import { WebAPIPlatformError, type WebClient } from '@slack/web-api';
import { z } from 'zod';

const SLACKS_OWN = new Set(['files.slack.com', 'files.slack-gov.com']);
const WITHIN_MS = 20_000;

const Info = z.object({
  file: z.object({
    name: z.string().nullish(),
    size: z.number().nullish(),
    url_private_download: z.string().nullish(),
    url_private: z.string().nullish(),
  }),
});

/** In words for whoever gave it: it will not be otherwise the next time. Everything else is thrown, and tried again. */
export type SlackFile = { name: string; text: string } | { problem: string };

export async function readSlackFile(
  slack: WebClient,
  fileId: string,
  mostBytes: number,
  signal: AbortSignal,
): Promise<SlackFile> {
  const found = await infoOf(slack, fileId);
  if ('problem' in found) return found;
  const { name, size, url_private_download, url_private } = found.file;
  const tooLarge = { problem: `It is larger than ${mostBytes / 1_000_000} MB.` };
  if ((size ?? 0) > mostBytes) return tooLarge;
  const address = url_private_download ?? url_private;
  if (!address || !isSlacks(address, slack.slackApiUrl)) {
    return { problem: 'It is not kept at Slack itself, and files from elsewhere are not fetched. Please upload it.' };
  }
  const response = await fetch(address, {
    headers: { authorization: `Bearer ${slack.token}` },
    redirect: 'manual', // the token goes nowhere else
    signal: AbortSignal.any([signal, AbortSignal.timeout(WITHIN_MS)]),
  });
  if (response.status >= 500 || response.status === 429)
    throw new Error(`Slack answered ${response.status} for a file`);
  const isPage = response.headers.get('content-type')?.startsWith('text/html') && !/\.html?$/i.test(name ?? '');
  if (response.status !== 200 || isPage) {
    await response.body?.cancel();
    return {
      problem: 'Slack does not let me read it. A workspace admin may have to install the app anew, with files:read.',
    };
  }
  const bytes = await atMost(response, mostBytes);
  if (!bytes) return tooLarge;
  try {
    return { name: name ?? 'document', text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    return { problem: 'It is not a text in UTF-8.' };
  }
}

const GONE = new Set(['file_not_found', 'file_deleted', 'not_visible', 'access_denied']);

async function infoOf(slack: WebClient, file: string): Promise<z.infer<typeof Info> | { problem: string }> {
  try {
    return Info.parse(await slack.files.info({ file }));
  } catch (error) {
    if (!(error instanceof WebAPIPlatformError)) throw error;
    if (error.data.error === 'missing_scope')
      return { problem: 'I may not read files yet: a workspace admin has to install the app anew, with files:read.' };
    if (GONE.has(error.data.error)) return { problem: 'Slack does not show it to me, or it was deleted.' };
    throw error;
  }
}

/** Where Slack keeps files, or, behind another address of its API, that very place. */
function isSlacks(address: string, apiUrl: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname, origin, username, port } = new URL(address);
  const api = new URL(apiUrl);
  const isOwnApi = api.hostname === 'slack.com' || api.hostname === 'slack-gov.com';
  if (!isOwnApi && origin === api.origin) return true;
  return protocol === 'https:' && SLACKS_OWN.has(hostname) && username === '' && port === '';
}

/** Undefined when there is more: what Slack said of its size is not relied upon. */
async function atMost(response: Response, most: number): Promise<Buffer | undefined> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    length += chunk.length;
    if (length > most) return undefined; // leaving the loop cancels the rest
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
