import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { authenticate, authorize } from './authenticate.ts';
import { type Answer, noRoute, refusal } from './envelope.ts';
import { type Faults, startFaults } from './faults.ts';
import { startRates } from './rates.ts';
import { budgetOf, findRoute, type Route, type World } from './routing.ts';
import type { CallListener, CloudflareSandbox, Fault, RecordedCall } from './sandbox.ts';

/** The HTTP side of the sandbox: records, counts, authenticates, answers, and fails when told to. */
const PREFIX = '/client/v4';
const HIDDEN_HEADERS = new Set(['authorization', 'x-auth-key', 'x-auth-email', 'x-auth-user-service-key', 'cookie']);

export interface Server {
  baseUrl: string;
  calls: RecordedCall[];
  faults: Faults;
  listeners: Set<CallListener>;
  latency: number;
  stop(): Promise<void>;
}

export async function startServer(
  world: World,
  routes: Route[],
  port: number,
  sandbox: () => CloudflareSandbox,
): Promise<Server> {
  const rates = startRates(world.now);
  const http = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      response.writeHead(500, { 'Content-Type': 'text/plain' });
      response.end(`the sandbox itself failed: ${error instanceof Error ? error.stack : error}`);
    });
  });
  await new Promise<void>((resolve, reject) => {
    http.once('error', reject);
    http.listen(port, '127.0.0.1', resolve);
  });

  const server: Server = {
    baseUrl: `http://127.0.0.1:${(http.address() as AddressInfo).port}${PREFIX}`,
    calls: [],
    faults: startFaults(new Set(routes.map(({ method, pattern }) => `${method} ${pattern}`))),
    listeners: new Set(),
    latency: 0,
    stop: () =>
      new Promise((resolve) => {
        http.close(() => resolve());
        http.closeAllConnections();
      }),
  };

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    const path = url.pathname.startsWith(`${PREFIX}/`) ? url.pathname.slice(PREFIX.length) : '';
    const body = await readJson(request);
    const match = findRoute(routes, request.method ?? 'GET', path);
    const caller = authenticate(request.headers, world);
    const call = record(request, url, typeof match === 'object' ? match.route.pattern : null, path, body);
    call.token = 'secret' in caller ? caller.name : null;
    server.calls.push(call);
    await tell(call, 'before');
    await pause(server.latency);

    const fault = server.faults.take(call);
    if (fault && 'reset' in fault) {
      request.socket.resetAndDestroy();
      return;
    }
    if (fault && 'hang' in fault) return;
    if (fault && 'slow' in fault) await pause(fault.slow);

    const budget = 'secret' in caller ? rates.count(budgetOf(caller)) : { headers: {} };
    const headers: Record<string, string> = path === '/graphql' ? {} : { ...budget.headers };
    const send = (answer: Answer) => write(response, call, answer, headers, fault);

    if ('retryAfter' in budget && budget.retryAfter !== undefined) {
      headers['Retry-After'] = String(budget.retryAfter);
      send(
        refusal(
          429,
          971,
          'More than 1200 requests per 300 seconds reached. Please wait and consider throttling your request speed',
        ),
      );
    } else if (fault && 'status' in fault) {
      Object.assign(headers, fault.headers);
      send(refusal(fault.status, fault.code ?? 10001, fault.message ?? 'asked for by a test'));
    } else if (!('secret' in caller)) send(caller);
    else if (match === undefined) send(noRoute(url.pathname));
    else if (match === 'otherMethod') send(refusal(405, 10405, 'Method not allowed for this endpoint'));
    else {
      const refused = authorize(match, path, caller, world);
      send(refused ?? match.route.answer({ params: match.params, query: url.searchParams, body, caller, world }));
    }
    if (fault && 'afterwards' in fault) fault.afterwards(sandbox());
    await tell(call, 'after');
  }

  async function tell(call: RecordedCall, phase: 'before' | 'after'): Promise<void> {
    for (const listener of server.listeners) await listener(call, phase);
  }

  return server;
}

function write(
  response: ServerResponse,
  call: RecordedCall,
  answer: Answer,
  headers: Record<string, string>,
  fault?: Fault,
): void {
  if (fault && 'html' in fault) {
    call.status = fault.html;
    response.writeHead(fault.html, { 'Content-Type': 'text/html; charset=UTF-8' });
    response.end('<!DOCTYPE html><title>Error</title><h1>The page you wanted is having a rest</h1>');
    return;
  }
  call.status = answer.status;
  call.code = firstCode(answer.body);
  const text = Buffer.from(JSON.stringify(answer.body));
  response.writeHead(answer.status, { ...headers, 'Content-Type': 'application/json', 'Content-Length': text.length });
  if (fault && 'truncated' in fault) {
    response.write(text.subarray(0, Math.floor(text.length / 2)), () => response.destroy());
    return;
  }
  response.end(text);
}

function record(request: IncomingMessage, url: URL, route: string | null, path: string, body: unknown): RecordedCall {
  const query: Record<string, string[]> = {};
  for (const key of url.searchParams.keys()) query[key] = url.searchParams.getAll(key);
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers)) {
    headers[name] = HIDDEN_HEADERS.has(name) ? '[hidden]' : String(value);
  }
  const method = request.method ?? 'GET';
  return { method, route, path: path || url.pathname, query, token: null, headers, body, status: null, code: null };
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString();
  try {
    return text === '' ? null : (JSON.parse(text) as unknown);
  } catch {
    return text;
  }
}

function firstCode(body: unknown): number | null {
  const errors = (body as { errors?: { code?: number }[] | null }).errors;
  return errors?.[0]?.code ?? null;
}

function pause(milliseconds: number): Promise<void> {
  return milliseconds > 0 ? new Promise((resolve) => setTimeout(resolve, milliseconds)) : Promise.resolve();
}
