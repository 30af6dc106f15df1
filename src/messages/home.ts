import type { HomeView } from '@slack/types';
import type { OpenWork } from '../review/progress.ts';
import type { Review } from '../review/review.ts';
import { ACTIONS } from './action-ids.ts';
import { actions, button, count, safe, section } from './message.ts';

/** Only reviews that this person leads or owns something in: what private channels hold is nobody else's to see. */
export function homeView(mine: readonly { review: Review; work: OpenWork }[], userId: string): HomeView {
  const lines = mine.map(({ review, work }) => {
    const endpoints = work.waitingForOwners.find((each) => each.ownerId === userId)?.endpoints ?? 0;
    const questions = work.openQuestions.find((each) => each.ownerId === userId)?.questions ?? 0;
    const waits = [
      ...(endpoints > 0 ? [`${count(endpoints, 'endpoint')} to acknowledge`] : []),
      ...(questions > 0 ? [`${count(questions, 'question')} to answer`] : []),
    ];
    return `• *${safe(review.name)}* in <#${review.channelId}>, ${review.state}. ${waits.length > 0 ? `Waiting for you: ${waits.join(', ')}.` : 'Nothing waits for you.'}`;
  });
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
