import Cloudflare from 'cloudflare';
import type { CloudflareSandbox } from './sandbox.ts';

/** The official SDK pointed at the sandbox, with nothing from the environment and no retries of its own. */
export function sdkClient(sandbox: CloudflareSandbox, apiToken: string = sandbox.tokens.full): Cloudflare {
  return new Cloudflare({
    apiToken,
    apiKey: null,
    apiEmail: null,
    userServiceKey: null,
    baseURL: sandbox.baseUrl,
    maxRetries: 0,
    logLevel: 'off',
  });
}

export interface Refusal {
  status: number | undefined;
  code: number | undefined;
}

/** What Cloudflare refused with, as the SDK tells it; a call that succeeds is an error here. */
export async function refusalOf(call: PromiseLike<unknown>): Promise<Refusal> {
  try {
    await call;
  } catch (error) {
    if (!(error instanceof Cloudflare.APIError)) throw error;
    return { status: error.status, code: error.errors[0]?.code };
  }
  throw new Error('the call was not refused');
}
