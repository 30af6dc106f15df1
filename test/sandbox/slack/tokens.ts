/** The scopes the app asks for in its manifest. */
export const manifestScopes: readonly string[] = [
  'commands',
  'chat:write',
  'app_mentions:read',
  'channels:history',
  'groups:history',
  'im:history',
  'im:write',
  'channels:read',
  'groups:read',
  'im:read',
  'users:read',
  'usergroups:read',
  'team:read',
  'files:write',
];

export interface Token {
  name: 'bot' | 'app';
  kind: 'bot' | 'app';
  scopes: Set<string>;
  /** False once the app was removed from the workspace. */
  active: boolean;
  /** True once this token alone was revoked. */
  revoked: boolean;
}

/** Which secrets are worth what. All of them are made up and look it. */
export class Tokens {
  readonly botToken = 'xoxb-sandbox-not-a-real-token';
  readonly appToken = 'xapp-sandbox-not-a-real-token';
  readonly signingSecret = 'sandbox-signing-secret-not-real';
  readonly #known = new Map<string, Token>();

  constructor(scopes: readonly string[]) {
    this.#known.set(this.botToken, { name: 'bot', kind: 'bot', scopes: new Set(scopes), active: true, revoked: false });
    this.#known.set(this.appToken, {
      name: 'app',
      kind: 'app',
      scopes: new Set(['connections:write']),
      active: true,
      revoked: false,
    });
  }

  find(secret: string): Token | undefined {
    return this.#known.get(secret);
  }

  get bot(): Token {
    const token = this.#known.get(this.botToken);
    if (!token) throw new Error('The sandbox lost its bot token.');
    return token;
  }
}
