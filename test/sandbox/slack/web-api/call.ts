import type { Fields } from '../json.ts';
import type { Token, Tokens } from '../tokens.ts';
import { needScope } from './access.ts';
import { Refusal, type Worlds } from './method.ts';
import { methods } from './methods.ts';
import { access } from './oauth.ts';

export interface Answer {
  status: number;
  body: Fields;
  headers: Record<string, string>;
}

const ok = (body: Fields, headers: Record<string, string> = {}): Answer => ({ status: 200, body, headers });

interface Call {
  method: string;
  args: Fields;
  secret: string | undefined;
}

/** Answers one Web API call the way Slack does: token first, then rate, then scopes, then arguments, then the work. */
export function answerCall(worlds: Worlds, tokens: Tokens, call: Call): Answer {
  try {
    if (call.method === 'oauth.v2.access') return ok({ ok: true, ...access(worlds, tokens, call.args) });
    return work(worlds, tokens, call);
  } catch (error) {
    if (error instanceof Refusal) return ok({ ok: false, error: error.code, ...error.more });
    throw error;
  }
}

function work(worlds: Worlds, tokens: Tokens, call: Call): Answer {
  const method = methods.get(call.method);
  if (!method) throw new Refusal('unknown_method', { req_method: call.method });
  const token = checkToken(tokens, call.secret, method.token);
  const world = worlds.get(token.teamId);
  if (!world) throw new Refusal('invalid_auth');
  const channel = typeof call.args.channel === 'string' ? call.args.channel : undefined;
  const wait = world.rates.count(call.method, method.tier, channel);
  if (wait !== undefined) return tooMany(wait);
  // A token used for another team's business is the mark of a leak between workspaces.
  if (call.args.team_id !== undefined && call.args.team_id !== token.teamId)
    throw new Refusal('team_access_not_granted');
  for (const scope of method.scopes) needScope(token, scope);
  const headers = { 'x-oauth-scopes': [...token.scopes].join(','), 'x-accepted-oauth-scopes': method.scopes.join(',') };
  return ok({ ok: true, ...method.run(world, call.args, token) }, headers);
}

export const tooMany = (seconds: number): Answer => ({
  status: 429,
  body: { ok: false, error: 'ratelimited' },
  headers: { 'retry-after': String(seconds) },
});

function checkToken(tokens: Tokens, secret: string | undefined, kind: 'bot' | 'app'): Token {
  if (!secret) throw new Refusal('not_authed');
  const token = tokens.find(secret);
  if (!token) throw new Refusal('invalid_auth');
  if (!token.active) throw new Refusal('account_inactive');
  if (token.kind !== kind) throw new Refusal('not_allowed_token_type');
  return token;
}
