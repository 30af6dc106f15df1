/** The one log: JSON lines, in which no secret and no line break of somebody else's survives. */
import { type DestinationStream, type Logger, pino } from 'pino';

const SECRETS = ['token', 'authorization', 'password', 'secret', 'response_url', 'responseUrl', 'cookie'];

/** Written to standard output unless another place is named. */
export function makeLogger(level: string, to: DestinationStream = pino.destination(1)): Logger {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: SECRETS.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '…' },
    serializers: { err: errorInWords },
  };
  return pino(options, to);
}

/** A stack helps the operator; a Slack error's whole request does not, and holds the token. */
function errorInWords(error: unknown): object {
  if (!(error instanceof Error)) return { message: String(error) };
  const data = 'data' in error && typeof error.data === 'object' && error.data ? slackWords(error.data) : undefined;
  return {
    name: error.name,
    message: withoutTokens(error.message),
    ...(data && { slack: data }),
    stack: error.stack === undefined ? undefined : withoutTokens(error.stack),
    ...(error.cause instanceof Error && {
      cause: { name: error.cause.name, message: withoutTokens(error.cause.message) },
    }),
  };
}

function slackWords(data: object): object {
  const {
    error,
    needed,
    response_metadata: metadata,
  } = data as { error?: unknown; needed?: unknown; response_metadata?: { messages?: unknown } };
  return { error, needed, messages: metadata?.messages };
}

const withoutTokens = (text: string) =>
  text.replace(/\b(xox[a-z]|xapp)-[A-Za-z0-9-]+/g, '$1-…').replace(/postgres(ql)?:\/\/[^@\s]+@/g, 'postgres://…@');
