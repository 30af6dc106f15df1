/** `/healthz`: the process lives. `/readyz`: it can take work, which needs the database and ends with the shutdown. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Database } from '../db/pool.ts';

export interface Health {
  ready(): Promise<boolean>;
  stopping: boolean;
}

export function makeHealth(db: Database): Health {
  const health: Health = {
    stopping: false,
    ready: async () =>
      !health.stopping &&
      (await db.ping().then(
        () => true,
        () => false,
      )),
  };
  return health;
}

/** True when the request was about health and has been answered. */
export async function healthRoute(
  health: Health,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  if (request.method !== 'GET') return false;
  if (request.url === '/healthz') {
    answer(response, 200, 'alive');
    return true;
  }
  if (request.url === '/readyz') {
    const ready = await health.ready();
    answer(response, ready ? 200 : 503, ready ? 'ready' : 'not ready');
    return true;
  }
  return false;
}

const answer = (response: ServerResponse, status: number, text: string) =>
  response.writeHead(status, { 'content-type': 'text/plain' }).end(`${text}\n`);

/** A server of its own, for where no other one listens: Socket Mode, and a worker alone. */
export async function serveHealth(
  health: Health,
  where: { host?: string; port: number },
  metrics?: () => Promise<{ type: string; body: string }>,
): Promise<Server> {
  const server = createServer((request, response) => {
    void (async () => {
      if (await healthRoute(health, request, response)) return;
      if (metrics && request.method === 'GET' && request.url === '/metrics') {
        const { type, body } = await metrics();
        response.writeHead(200, { 'content-type': type }).end(body);
        return;
      }
      response.writeHead(404).end();
    })();
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(where.port, where.host, resolve);
  });
  return server;
}
