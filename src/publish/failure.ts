/** What a failed call to Slack means for the message: wait, look before trying again, or give up. */
import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError } from '@slack/web-api';
import { RespondFailed } from './send.ts';

export type Failure =
  | { kind: 'wait'; seconds: number; problem: string }
  | { kind: 'doubtful'; problem: string }
  | { kind: 'never'; problem: string };

/** Errors that the same call will meet again, however often it is made. */
const NEVER_HEALS = new Set([
  'account_inactive',
  'cannot_dm_bot',
  'cant_update_message',
  'channel_not_found',
  'edit_window_closed',
  'expired_url',
  'invalid_auth',
  'invalid_arguments',
  'invalid_blocks',
  'is_archived',
  'message_not_found',
  'missing_scope',
  'msg_too_long',
  'no_permission',
  'no_text',
  'not_authed',
  'not_in_channel',
  'restricted_action',
  'restricted_action_read_only_channel',
  'thread_not_found',
  'token_revoked',
  'used_url',
  'user_disabled',
  'user_not_found',
  'user_not_in_channel',
]);

export function failureOf(error: unknown): Failure {
  if (error instanceof RespondFailed) return { kind: error.kind, seconds: error.seconds, problem: error.message };
  if (error instanceof WebAPIRateLimitedError) {
    return { kind: 'wait', seconds: error.retryAfter, problem: 'Slack asked to wait' };
  }
  if (error instanceof WebAPIPlatformError) {
    const problem = error.data.error;
    return NEVER_HEALS.has(problem) ? { kind: 'never', problem } : { kind: 'doubtful', problem };
  }
  if (error instanceof WebAPIHTTPError) return { kind: 'doubtful', problem: `HTTP ${error.statusCode}` };
  return { kind: 'doubtful', problem: error instanceof Error ? error.name : 'unknown failure' };
}
