/** Endpoints of which no request was seen: invisible to whoever counts, which is not the same as unused. */
import type { Traffic } from './endpoint.ts';

export const DISCOVERY_SEES =
  'which sees only what the edge answers with success, from about 500 requests in ten days on, and nothing that Workers send: they may be in use';

/** Rows without a word on traffic are not counted: nobody looked. */
export const notSeen = (endpoints: readonly { traffic?: Pick<Traffic, 'seen'> | undefined }[]): number =>
  endpoints.filter(({ traffic }) => traffic !== undefined && traffic.seen !== 'yes').length;
