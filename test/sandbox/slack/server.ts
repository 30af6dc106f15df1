import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Fault, Faults } from './faults.ts';
import { type Fields, isFields, parseJson } from './json.ts';
import type { RecordedCall, Recorder } from './recorder.ts';
import { respond } from './respond.ts';
import type { Tokens } from './tokens.ts';
import { type Answer, answerCall, tooMany } from './web-api/call.ts';
import type { World, Worlds } from './web-api/method.ts';

interface Parts {
  worlds: Worlds;
  tokens: Tokens;
  recorder: Recorder;
  faults: Faults;
  onUpgrade: (request: IncomingMessage, socket: Duplex) => void;
}

/** The addresses of the workspace: Web API methods, uploads, response urls, and the door to Socket Mode. */
export function createSlackServer(parts: Parts): Server {
  const server = createServer((request, response) => {
    route(parts, request, response).catch((error) => {
      if (!response.headersSent) response.writeHead(500);
      response.end(`sandbox: ${error instanceof Error ? error.stack : String(error)}`);
    });
  });
  server.on('upgrade', (request, socket) => parts.onUpgrade(request, socket));
  return server;
}

async function route(parts: Parts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = new URL(request.url ?? '/', 'http://sandbox').pathname;
  const body = await readBody(request);
  const method = /^\/api\/([\w.]+)$/.exec(path)?.[1];
  if (method) return answerMethod(parts, method, request, body, response);
  const fileId = /^\/upload\/v1\/(\w+)$/.exec(path)?.[1];
  if (fileId) return receiveFile(parts, fileId, request, body, response);
  const [, owner, privateId] = /^\/files-pri\/(\w+)-(\w+)\//.exec(path) ?? [];
  if (owner && privateId) return sendFile(parts, owner, privateId, request, response);
  const [, team, respondId] = /^\/(?:actions|commands)\/(\w+)\/(.+)$/.exec(path) ?? [];
  const world = parts.worlds.get(team ?? '');
  if (world && respondId) return answerResponse(parts, world, respondId, body, response);
  send(response, { status: 404, body: { ok: false, error: 'no_such_address' }, headers: {} });
}

async function answerMethod(
  { worlds, tokens, recorder, faults }: Parts,
  method: string,
  request: IncomingMessage,
  body: Buffer,
  response: ServerResponse,
): Promise<void> {
  const { token, ...args } = readCallArguments(request, body);
  const secret =
    /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? (typeof token === 'string' ? token : undefined);
  const known = tokens.find(secret ?? '');
  const used = known?.kind ?? (secret ? 'unknown' : 'none');
  const call: RecordedCall = { method, args: hideSecret(args), token: used, ...(known && { team: known.teamId }) };
  recorder.calls.push(call);
  await recorder.tell(call, 'before');
  const fault = faults.take(method);
  if (fault?.hang) return;
  const answer = troubled(fault) ?? answerCall(worlds, tokens, { method, args, secret });
  call.status = answer.status;
  call.answer = answer.body;
  await recorder.tell(call, 'after');
  for (const { workspace } of worlds.values()) workspace.changed();
  if (fault?.reset || fault?.after) request.socket.destroy();
  else send(response, answer);
}

/** What is recorded may be printed; the app's own secret may not. */
const hideSecret = ({ client_secret, ...args }: Fields): Fields =>
  client_secret === undefined ? args : { ...args, client_secret: '(secret)' };

/** The answer a fault gives instead of the work; undefined when the work is to be done. */
function troubled(fault: Fault | undefined): Answer | undefined {
  if (!fault || fault.after) return undefined;
  if (fault.retryAfter !== undefined) return tooMany(fault.retryAfter);
  if (fault.error !== undefined) return { status: 200, body: { ok: false, error: fault.error }, headers: {} };
  if (fault.status !== undefined)
    return { status: fault.status, body: { ok: false, error: 'internal_error' }, headers: {} };
  return fault.reset
    ? { status: 0, body: { ok: false, error: 'connection dropped by the sandbox' }, headers: {} }
    : undefined;
}

function readCallArguments(request: IncomingMessage, body: Buffer): Fields {
  const text = body.toString();
  if (request.headers['content-type']?.startsWith('application/json')) {
    const json = parseJson(text);
    return isFields(json) ? json : {};
  }
  return Object.fromEntries(new URLSearchParams(text));
}

/** The bytes of a file, bare or as the one part of a form. */
async function receiveFile(
  { worlds }: Parts,
  id: string,
  request: IncomingMessage,
  body: Buffer,
  response: ServerResponse,
): Promise<void> {
  const file = [...worlds.values()].map(({ workspace }) => workspace.files.get(id)).find(Boolean);
  const content = file && (await fileBytes(request, body));
  if (!file || !content || content.length !== file.length) {
    response.writeHead(400).end('FAILED - the bytes do not match what was announced');
    return;
  }
  file.content = content;
  response.writeHead(200, { 'content-type': 'text/plain' }).end(`OK - ${content.length}`);
}

/** Whoever may not read a file is sent to a page to sign in, as people are. */
async function sendFile(
  { worlds, tokens, recorder, faults }: Parts,
  team: string,
  id: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const secret = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
  const token = tokens.find(secret);
  const call: RecordedCall = { method: 'file', args: { file: id }, token: token?.kind ?? 'none', team };
  recorder.calls.push(call);
  await recorder.tell(call, 'before');
  const fault = faults.take('file');
  if (fault?.hang) return;
  if (fault?.status !== undefined) {
    response.writeHead(fault.status).end();
    return;
  }
  const file = worlds.get(team)?.workspace.files.get(id);
  const may = token?.active && token.teamId === team && token.scopes.has('files:read');
  if (!may || !file?.content)
    response.writeHead(302, { location: `/?redir=${encodeURIComponent(request.url ?? '')}` }).end();
  else response.writeHead(200, { 'content-type': 'text/plain' }).end(file.content);
  call.status = response.statusCode;
  await recorder.tell(call, 'after');
}

async function fileBytes(request: IncomingMessage, body: Buffer): Promise<Buffer | undefined> {
  const type = request.headers['content-type'] ?? '';
  if (!type.startsWith('multipart/form-data')) return body;
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData();
  for (const part of form.values()) if (typeof part !== 'string') return Buffer.from(await part.arrayBuffer());
  return undefined;
}

async function answerResponse(
  { recorder, faults }: Parts,
  world: World,
  id: string,
  body: Buffer,
  response: ServerResponse,
): Promise<void> {
  const json = parseJson(body.toString());
  const args = isFields(json) ? json : {};
  const call: RecordedCall = { method: 'response_url', args, token: 'none', team: world.workspace.team.id };
  recorder.calls.push(call);
  await recorder.tell(call, 'before');
  const fault = faults.take('response_url');
  if (fault?.hang) return;
  const answer = troubled(fault) ?? respond(world, id, args);
  call.status = answer.status;
  call.answer = answer.body;
  await recorder.tell(call, 'after');
  world.workspace.changed();
  if (fault?.reset || fault?.after) response.socket?.destroy();
  else send(response, answer);
}

function send(response: ServerResponse, { status, body, headers }: Answer): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers });
  response.end(JSON.stringify(body));
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}
