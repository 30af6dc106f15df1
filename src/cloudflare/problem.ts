/** What stops a reading altogether. The message is for a person: what failed, and what to do next. */
export class CloudflareProblem extends Error {
  override readonly name = 'CloudflareProblem';
  readonly kind: ProblemKind;

  constructor(kind: ProblemKind, message: string) {
    super(message);
    this.kind = kind;
  }
}

export type ProblemKind = 'token_invalid' | 'token_expired' | 'zone_unknown' | 'forbidden' | 'down' | 'rate_limited';

export const tokenInvalid = () =>
  new CloudflareProblem(
    'token_invalid',
    'Cloudflare does not accept the API token. It may have expired, been revoked or rolled, or been copied incompletely: create a token with read permissions in the Cloudflare dashboard and give that one.',
  );

export const tokenExpired = (expiresOn?: string) =>
  new CloudflareProblem(
    'token_expired',
    `The Cloudflare API token expired${expiresOn === undefined ? '' : ` on ${expiresOn.slice(0, 10)}`}. Create a new one, or extend this one in the Cloudflare dashboard, and give that.`,
  );
