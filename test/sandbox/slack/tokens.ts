import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';

/** The scopes the app asks for in its manifest: what is not asked for is not to be had. */
export const manifestScopes: readonly string[] = z
  .object({ oauth_config: z.object({ scopes: z.object({ bot: z.array(z.string()) }) }) })
  .parse(parse(readFileSync(new URL('../../../manifest.yml', import.meta.url), 'utf8'))).oauth_config.scopes.bot;

export interface Token {
  secret: string;
  kind: 'bot' | 'app';
  teamId: string;
  scopes: Set<string>;
  /** False once the app was removed from the workspace. */
  active: boolean;
}

/** A person's consent to an installation, good for one exchange. */
interface Consent {
  teamId: string;
  user: string;
  scopes: string[];
  redirectUri: string | null;
}

/** Which secrets are worth what, over all workspaces. All of them are made up and look it. */
export class Tokens {
  readonly signingSecret = 'sandbox-signing-secret-not-real';
  readonly clientId = '1234567890.sandbox';
  readonly clientSecret = 'sandbox-client-secret-not-real';
  readonly appToken: string;
  readonly #known = new Map<string, Token>();
  readonly #consents = new Map<string, Consent>();

  constructor(firstTeamId: string) {
    this.appToken = this.#issue('app', `xapp-${firstTeamId}-not-a-real-token`, firstTeamId, [
      'connections:write',
    ]).secret;
  }

  find(secret: string): Token | undefined {
    return this.#known.get(secret);
  }

  /** The app's token in a workspace; made when first asked for, the same ever after. */
  bot(teamId: string, scopes: readonly string[] = manifestScopes): Token {
    const secret = `xoxb-${teamId}-not-a-real-token`;
    return this.#known.get(secret) ?? this.#issue('bot', secret, teamId, scopes);
  }

  consent(consent: Consent): string {
    const code = randomBytes(12).toString('hex');
    this.#consents.set(code, consent);
    return code;
  }

  /** A code is worth one exchange. */
  redeem(code: string): Consent | undefined {
    const consent = this.#consents.get(code);
    this.#consents.delete(code);
    return consent;
  }

  #issue(kind: Token['kind'], secret: string, teamId: string, scopes: readonly string[]): Token {
    const token: Token = { secret, kind, teamId, scopes: new Set(scopes), active: true };
    this.#known.set(secret, token);
    return token;
  }
}
