/** Slack's Web API as this product uses it: no hidden retries, no waiting, no shared headers. */
import { WebClient } from '@slack/web-api';
import { slackLogger } from './slack-logger.ts';

/**
 * One attempt per call, with a limit in time. A retry inside the client after a time-out would post a message twice;
 * when to try again is the outbox's business. `headers` is never set: the client writes tokens into that object.
 */
export function slackClient(token: string, apiUrl: string | undefined): WebClient {
  return new WebClient(token, {
    ...(apiUrl && { slackApiUrl: apiUrl }),
    timeout: 8_000,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    maxRequestConcurrency: 10,
    allowAbsoluteUrls: false,
    logger: slackLogger(), // failures reach the log once, where they are dealt with
  });
}
