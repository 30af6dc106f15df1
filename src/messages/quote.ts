/** What a scan will cost, told privately to the one who asked for it. */
import type { Forecast, Review } from '../review/review.ts';
import { ACTIONS } from './action-ids.ts';
import {
  actions,
  button,
  context,
  count,
  lines,
  type Message,
  message,
  person,
  plain,
  safe,
  section,
} from './message.ts';

const SHOWN = 8;

interface Place {
  public: boolean;
}

/** The scan has begun; it can still be stopped. */
export function quoteStarted(quoteId: string, review: Review, forecast: Forecast, place: Place): Message {
  const text = `Review ${safe(review.name)} has begun: ${cost(forecast)}.`;
  return message(text, [
    section(`*${text}*`),
    ...limits(forecast, place),
    actions(button('Cancel', ACTIONS.cancelQuoted, quoteId, CANCEL)),
  ]);
}

/** Over half of the budget: nothing happens until someone says so. */
export function quoteOffered(quoteId: string, forecast: Forecast, place: Place): Message {
  const text = `Reading ${safe(forecast.zoneName)} would take ${cost(forecast)}. That is over half of what Cloudflare allows in five minutes, so it has not begun.`;
  return message(text, [
    section(`*${text}*`),
    ...limits(forecast, place),
    actions(
      button('Start review', ACTIONS.startQuoted, quoteId, { style: 'primary' }),
      button('Cancel', ACTIONS.cancelQuoted, quoteId),
    ),
  ]);
}

/** Someone else began the same scope in this channel: it is one review. */
export function quoteJoined(review: Review): Message {
  const text = `${safe(review.name)} is under way in this channel already, led by ${person(review.leadId)}. No second one was started.`;
  if (review.state === 'scanning') return plain(text);
  return message(text, [
    section(`${text} To read the zone again for it:`),
    actions(button('Scan again', ACTIONS.scanAgain, review.id)),
  ]);
}

const CANCEL = {
  confirm: {
    title: 'Cancel this review?',
    text: 'The review ends: nothing more is read, asked or decided. A scan that is under way stops, and nothing of it is kept; what was found before stays in the thread to read.',
    yes: 'Cancel the review',
  },
} as const;

const cost = ({ calls, share, seconds }: Forecast) =>
  `about ${count(calls.zone + calls.account + calls.graphql, 'call')} to Cloudflare (${Math.max(1, Math.round(share * 100))} % of the 1,200 allowed in five minutes), ${inTime(seconds)}`;

const inTime = (seconds: number) =>
  seconds < 60 ? `about ${Math.max(1, Math.round(seconds))} s` : `about ${Math.ceil(seconds / 60)} min`;

function limits({ missing }: Forecast, place: Place) {
  const unread = lines(
    missing,
    SHOWN,
    ({ permission, checks }) =>
      `• *${safe(permission)}*: ${checks.length > 0 ? checks.map((id) => safe(id)).join(', ') : 'no check of this version needs it'}`,
  );
  const words = [
    ...(missing.length > 0
      ? [
          section(
            `*This token may not read everything.* These checks will say “unknown”, neither passed nor failed:\n${unread}`,
          ),
        ]
      : []),
    ...(place.public
      ? [context(':warning: This channel is public: everyone in the workspace can read what is found here.')]
      : []),
  ];
  return words;
}
