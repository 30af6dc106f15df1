/** Sends what a fix says, as its reader would: with a token that may write, and rules whole. */
import type { ApiRequest } from '../../src/remediation/fixes/fix.ts';
import type { CloudflareSandbox } from '../sandbox/cloudflare/sandbox.ts';

export async function apply(sandbox: CloudflareSandbox, requests: readonly ApiRequest[], token: string): Promise<void> {
  for (const request of requests) {
    const body = request.over ? laidOver(await send(sandbox, token, 'GET', request.over), request) : request.body;
    await send(sandbox, token, request.method, request.path, body);
  }
}

async function send(
  sandbox: CloudflareSandbox,
  token: string,
  method: string,
  path: string,
  body?: unknown,
): Promise<unknown> {
  const response = await fetch(`${sandbox.baseUrl}${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body != null && { body: JSON.stringify(body) }),
  });
  const answer = (await response.json()) as { result: unknown; errors: unknown };
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${JSON.stringify(answer.errors)}`);
  return answer.result;
}

type Fields = Record<string, unknown>;
function laidOver(ruleset: unknown, { path, body }: ApiRequest): Fields {
  const rules = (ruleset as { rules: Fields[] }).rules;
  const rule = rules.find(({ id }) => id === path.split('/').at(-1));
  if (!rule) throw new Error(`no rule for ${path}`);
  const { id: _, version: __, last_updated: ___, ...own } = rule;
  return merged(own, body as Fields);
}

/** What is null above is taken out below. */
const merged = (below: Fields, above: Fields): Fields => {
  const all = Object.entries(above).map(([key, value]): [string, unknown] => {
    const was = below[key];
    return [key, isFields(value) && isFields(was) ? merged(was, value) : value];
  });
  return Object.fromEntries(
    Object.entries({ ...below, ...Object.fromEntries(all) }).filter(([, value]) => value !== null),
  );
};
const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
