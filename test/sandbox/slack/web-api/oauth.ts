import type { Fields } from '../json.ts';
import type { Tokens } from '../tokens.ts';
import { Refusal, readArguments, type Worlds } from './method.ts';

/** Turns a person's consent into the app's token for their workspace. Needs the app's own secret instead of a token. */
export function access(worlds: Worlds, tokens: Tokens, given: Fields): Fields {
  const args = readArguments(
    { client_id: 'string!', client_secret: 'string!', code: 'string!', redirect_uri: 'string', grant_type: 'string' },
    given,
  );
  if (args.client_id !== tokens.clientId) throw new Refusal('invalid_client_id');
  if (args.client_secret !== tokens.clientSecret) throw new Refusal('bad_client_secret');
  const consent = tokens.redeem(args.code);
  const workspace = consent && worlds.get(consent.teamId)?.workspace;
  if (!workspace) throw new Refusal('invalid_code');
  if (args.redirect_uri !== undefined && args.redirect_uri !== consent.redirectUri)
    throw new Refusal('bad_redirect_uri');
  const token = tokens.bot(consent.teamId);
  token.active = true;
  token.scopes = new Set(consent.scopes);
  return {
    access_token: token.secret,
    token_type: 'bot',
    scope: consent.scopes.join(','),
    bot_user_id: workspace.botUserId,
    app_id: workspace.appId,
    team: { id: workspace.team.id, name: workspace.team.name },
    enterprise: null,
    authed_user: { id: consent.user },
    is_enterprise_install: false,
  };
}
