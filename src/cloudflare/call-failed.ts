/** Why one call brought no answer that can be used. It never carries the token or a response body. */
export class CallFailed extends Error {
  override readonly name = 'CallFailed';
  readonly kind: CallFailure;
  readonly status: number | undefined;
  readonly codes: readonly number[];
  readonly retryAfterMs: number | undefined;

  constructor(kind: CallFailure, message: string, details: FailureDetails = {}) {
    super(message);
    this.kind = kind;
    this.status = details.status;
    this.codes = details.codes ?? [];
    this.retryAfterMs = details.retryAfterMs;
  }
}

/** `refused`: Cloudflare said no in its own words. `garbage`: something answered that is not Cloudflare's API. */
export type CallFailure = 'refused' | 'garbage' | 'network' | 'timeout';

type FailureDetails = { status?: number; codes?: readonly number[]; retryAfterMs?: number | undefined };
