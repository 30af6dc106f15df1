import type { Fields } from '../json.ts';
import type { Rates } from '../rates.ts';
import type { Token, Tokens } from '../tokens.ts';
import { needScope } from './access.ts';
import { Refusal, type World } from './method.ts';
import { methods } from './methods.ts';

export interface Answer {
  status: number;
  body: Fields;
  headers: Record<string, string>;
}

const ok = (body: Fields, headers: Record<string, string> = {}): Answer => ({ status: 200, body, headers });

/** Answers one Web API call the way Slack does: token first, then rate, then scopes, then arguments, then the work. */
export function answerCall(
  world: World,
  tokens: Tokens,
  rates: Rates,
  call: { method: string; args: Fields; secret: string | undefined },
): Answer {
  const method = methods.get(call.method);
  if (!method) return ok({ ok: false, error: 'unknown_method', req_method: call.method });
  try {
    const token = checkToken(tokens, call.secret, method.token);
    const channel = typeof call.args.channel === 'string' ? call.args.channel : undefined;
    const wait = rates.count(call.method, method.tier, channel);
    if (wait !== undefined) return tooMany(wait);
    checkTeam(world, call.args.team_id);
    for (const scope of method.scopes) needScope(token, scope);
    const headers = {
      'x-oauth-scopes': [...token.scopes].join(','),
      'x-accepted-oauth-scopes': method.scopes.join(','),
    };
    return ok({ ok: true, ...method.run(world, call.args, token) }, headers);
  } catch (error) {
    if (error instanceof Refusal) return ok({ ok: false, error: error.code, ...error.more });
    throw error;
  }
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
  if (token.revoked) throw new Refusal('token_revoked');
  if (!token.active) throw new Refusal('account_inactive');
  if (token.kind !== kind) throw new Refusal('not_allowed_token_type');
  return token;
}

/** A token used for another team's business is the mark of a leak between workspaces. */
function checkTeam({ workspace }: World, teamId: unknown): void {
  if (teamId !== undefined && teamId !== workspace.team.id) throw new Refusal('team_access_not_granted');
}
