import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { parseJson } from '../slack/json.ts';
import type { SlackSandbox } from '../slack/sandbox.ts';
import { act, Deed } from './act.ts';
import { type Asset, buildAssets } from './assets.ts';
import { canAct, fileOf, show } from './show.ts';

export interface PageOptions {
  slack: SlackSandbox;
  port?: number;
  /** One line of guidance for who opens the page, in plain text. */
  welcome?: string;
}

/** A page on which people use the sandbox workspace: they read, type, click and fill in forms. */
export async function startPage({
  slack,
  port,
  welcome,
}: PageOptions): Promise<{ url: string; stop(): Promise<void> }> {
  const assets = await buildAssets();
  const listening = new Set<ServerResponse>();
  const server = createServer((request, response) => {
    answer({ slack, assets, listening, ...(welcome && { welcome }) }, request, response).catch((error: unknown) =>
      json(response, 500, { ok: false, error: error instanceof Error ? error.message : String(error) }),
    );
  });
  const stopWatching = slack.onChange(() => {
    for (const one of listening) one.write('data: changed\n\n');
  });
  server.listen(port ?? 0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The page has no port.');

  return {
    url: `http://127.0.0.1:${address.port}/`,
    async stop() {
      stopWatching();
      server.close();
      server.closeAllConnections();
    },
  };
}

interface Page {
  slack: SlackSandbox;
  assets: Map<string, Asset>;
  listening: Set<ServerResponse>;
  welcome?: string;
}

/** Other sites a browser has open may not talk to the page: not under another name, and not with a form. */
const hostIsLocal = ({ headers }: IncomingMessage): boolean =>
  /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(headers.host ?? '');

async function answer(page: Page, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (!hostIsLocal(request)) return json(response, 403, { ok: false, error: 'Open this page by its own address.' });
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://page');
  const me = searchParams.get('as') ?? '';
  const route = `${request.method} ${pathname}`;
  const asset = request.method === 'GET' && page.assets.get(pathname);
  if (asset) return send(response, 200, asset.type, asset.body);
  if (route === 'GET /api/events') return listen(page, response);
  if (route === 'POST /api/do') return perform(page, request, response);
  if (!canAct(page.slack, page.slack.users.get(me)))
    return json(response, 404, { ok: false, error: 'Nobody is here.' });
  if (route === 'GET /api/state') {
    const shown = show(page.slack, me, searchParams.get('in') ?? '');
    return json(response, 200, { ...shown, ...(page.welcome && { welcome: page.welcome }) });
  }
  if (route === 'GET /api/file') return download(page, me, searchParams.get('id') ?? '', response);
  return json(response, 404, { ok: false, error: 'There is nothing here.' });
}

async function perform({ slack }: Page, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.headers['content-type'] !== 'application/json')
    return json(response, 415, { ok: false, error: 'Send JSON.' });
  const deed = Deed.safeParse(parseJson(await body(request)));
  if (!deed.success) return json(response, 400, { ok: false, error: deed.error.message });
  try {
    const { ok, error, errors }: Awaited<ReturnType<typeof act>> = await act(slack, deed.data);
    return json(response, 200, { ok, error, errors });
  } catch (error) {
    // The sandbox says in plain words what a person cannot do.
    return json(response, 409, { ok: false, error: error instanceof Error ? error.message : String(error) });
  }
}

async function body(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(Buffer.from(part));
  return Buffer.concat(parts).toString('utf8');
}

function listen({ listening }: Page, response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  response.flushHeaders();
  listening.add(response);
  response.on('close', () => listening.delete(response));
}

function download({ slack }: Page, me: string, id: string, response: ServerResponse): void {
  const file = fileOf(slack, me, id);
  if (file?.content) {
    response.setHeader('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`);
    send(response, 200, 'application/octet-stream', file.content);
  } else json(response, 404, { ok: false, error: 'There is no such file.' });
}

const json = (response: ServerResponse, status: number, value: unknown): void =>
  send(response, status, 'application/json', JSON.stringify(value));

/** The browser is told to run and load nothing that is not the page's own. */
function send(response: ServerResponse, status: number, type: string, content: string | Buffer): void {
  response.writeHead(status, {
    'content-type': type,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'content-security-policy':
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  });
  response.end(content);
}
