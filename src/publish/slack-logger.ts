/** What Slack's own libraries say, as lines of our log. */
import type { Logger } from 'pino';

/** Their debug lines hold whole payloads, so those go nowhere. Without a log nothing is said at all. */
export function slackLogger(log?: Logger) {
  const at =
    (level: 'info' | 'warn' | 'error') =>
    (...message: unknown[]) =>
      log?.[level](
        { err: message.find((part) => part instanceof Error) },
        message.filter((part) => typeof part === 'string').join(' '),
      );
  return {
    debug: () => {},
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
    setLevel: () => {},
    getLevel: () => 'info' as never,
    setName: () => {},
  };
}
