/** What a failed call to Slack means for the message: wait, look before trying again, post it anew, or give up. */
import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError, WebAPIRequestError } from '@slack/web-api';
import { RespondFailed, ThreadLost } from './send.ts';

export type Failure =
  /** Slack asked for it. */
  | { kind: 'wait'; seconds: number; problem: string }
  /** An operator has to mend the token; then everything arrives. */
  | { kind: 'token'; problem: string }
  /** Slack did not say whether it took the message. */
  | { kind: 'doubtful'; problem: string }
  /** Slack, or this product, refuses it with an error that may pass. */
  | { kind: 'refused'; problem: string }
  /** The message, or the one that begins its thread, is no longer in Slack. */
  | { kind: 'deleted'; what: 'message' | 'thread'; problem: string }
  | { kind: 'never'; problem: string };

const TOKEN_TO_MEND = new Set([
  'account_inactive',
  'invalid_auth',
  'missing_scope',
  'not_authed',
  'token_expired',
  'token_revoked',
]);

/** Of a deleted message that has replies a stone stays, which is not ours to change. */
const DELETED: Record<string, 'message' | 'thread'> = {
  cant_update_message: 'message',
  message_not_found: 'message',
  thread_not_found: 'thread',
};

/** Errors that the same call will meet again, however often it is made. */
const NEVER_HEALS = new Set([
  'cannot_dm_bot',
  'channel_not_found',
  'edit_window_closed',
  'invalid_arguments',
  'invalid_blocks',
  'is_archived',
  'is_inactive',
  'messages_tab_disabled',
  'msg_too_long',
  'no_permission',
  'no_text',
  'not_in_channel',
  'restricted_action',
  'restricted_action_non_threadable_channel',
  'restricted_action_read_only_channel',
  'restricted_action_thread_locked',
  'restricted_action_thread_only_channel',
  'user_disabled',
  'user_not_found',
  'user_not_in_channel',
]);

export function failureOf(error: unknown): Failure {
  if (error instanceof RespondFailed) return { kind: error.kind, seconds: error.seconds, problem: error.message };
  if (error instanceof ThreadLost) return { kind: 'never', problem: error.problem };
  if (error instanceof WebAPIRateLimitedError) {
    return { kind: 'wait', seconds: error.retryAfter, problem: 'Slack asked to wait' };
  }
  if (error instanceof WebAPIPlatformError) return refusal(error.data.error);
  if (error instanceof WebAPIHTTPError) return { kind: 'doubtful', problem: `HTTP ${error.statusCode}` };
  if (error instanceof WebAPIRequestError) return { kind: 'doubtful', problem: error.name };
  return { kind: 'refused', problem: error instanceof Error ? error.name : 'unknown failure' };
}

function refusal(problem: string): Failure {
  const what = DELETED[problem];
  if (what) return { kind: 'deleted', what, problem };
  if (TOKEN_TO_MEND.has(problem)) return { kind: 'token', problem };
  return { kind: NEVER_HEALS.has(problem) ? 'never' : 'refused', problem };
}
