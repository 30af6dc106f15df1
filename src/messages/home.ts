import type { HomeView } from '@slack/types';
import { ACTIONS } from './action-ids.ts';
import { actions, button, safe, section } from './message.ts';
import { stateInWords } from './review-state.ts';
import { type Standing, waitingInWords } from './waiting.ts';

/** Only reviews that this person leads or owns something in: what private channels hold is nobody else's to see. */
export function homeView(mine: readonly Standing[], userId: string): HomeView {
  const lines = mine.map(
    (standing) =>
      `• *${safe(standing.review.name)}* in <#${standing.review.channelId}> · ${stateInWords(standing.review)}. ${waitingInWords(standing, userId)}`,
  );
  return {
    type: 'home',
    blocks: [
      section('*API reviews*\nHow well your APIs are protected at Cloudflare, and what to log or enforce first.'),
      actions(
        button('Start review', ACTIONS.homeStart, 'start', { style: 'primary' }),
        button('Connect Cloudflare', ACTIONS.homeConnect, 'connect'),
      ),
      section(lines.length > 0 ? lines.join('\n') : 'You lead no open review, and own nothing in one.'),
    ],
  };
}
