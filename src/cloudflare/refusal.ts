import type { Missing } from '../checks/snapshot.ts';
import type { CallFailed } from './call-failed.ts';
import { CloudflareProblem, tokenInvalid } from './problem.ts';
import type { SectionReader } from './reader.ts';

const NOT_ENTITLED = 10403;
const NOT_ENTITLED_SAID =
  /\bnot entitled\b|does not have access to the path|not available (on|for|in) (your|the|this) (current )?plan/i;

type Refusable = Pick<SectionReader, 'permission' | 'notEntitledStatus'>;

/** Why a section has no value. A page that is not Cloudflare's own refusal proves nothing about plan or permission. */
export function refusal(error: CallFailed, { permission, notEntitledStatus }: Refusable): Missing {
  const { kind, status, codes, message } = error;
  if (kind !== 'refused') return { state: 'failed', detail: message };
  const byPlan = codes.includes(NOT_ENTITLED) || (status === 403 && NOT_ENTITLED_SAID.test(message));
  if (byPlan || status === notEntitledStatus) return { state: 'not_entitled', detail: 'not part of this plan' };
  if (status === 403) return { state: 'no_permission', detail: permission };
  return { state: 'failed', detail: message };
}

/** The same for what nothing can be said without: said to a person, with what to do next. */
export function problem(error: CallFailed, what: string, permission: string): CloudflareProblem {
  const { kind, status, codes, message } = error;
  if (status === 429) {
    const minutes = Math.max(1, Math.ceil((error.retryAfterMs ?? 300_000) / 60_000));
    return new CloudflareProblem(
      'rate_limited',
      `Cloudflare’s budget of calls for this token is used up, so ${what} could not be read. Try again in ${minutes} minutes.`,
    );
  }
  if (kind === 'refused' && isTokenRefused(status, codes)) return tokenInvalid();
  if (kind === 'refused' && status === 403) {
    return new CloudflareProblem(
      'forbidden',
      `The token may not read ${what}. Give it the permission “${permission}” for this zone in the Cloudflare dashboard, then try again.`,
    );
  }
  return new CloudflareProblem(
    'down',
    `Cloudflare gave no usable answer to the question for ${what} (${message}). Try again in a few minutes; https://www.cloudflarestatus.com says whether Cloudflare knows of a disturbance.`,
  );
}

/** 6003 and 6111: not even the form of a token. 401: none that is known. */
const isTokenRefused = (status: number | undefined, codes: readonly number[]) =>
  status === 401 || (status === 400 && (codes.includes(6003) || codes.includes(6111)));
