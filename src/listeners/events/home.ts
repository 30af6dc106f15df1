/** App Home: what waits for the one who looks, drawn anew each time. */
import { actorOf } from '../../../db/actors.ts';
import { connectionInUse } from '../../../db/connections.ts';
import { coverageOf } from '../../../db/endpoints.ts';
import { offeredTo } from '../../../db/quotes.ts';
import { findReminderSettings } from '../../../db/reminder-settings.ts';
import { openReviewsOf } from '../../../db/reviews.ts';
import { lastReading } from '../../../db/scans.ts';
import { closedHome, type HomeFacts, homeView } from '../../messages/home.ts';
import type { Standing } from '../../messages/waiting.ts';
import { knownActor, lookUpPerson } from '../../publish/people.ts';
import { sees } from '../../review/ask/sight.ts';
import { may, refusal } from '../../review/may.ts';
import type { Actor } from '../../review/roles.ts';
import type { Deps } from '../listener.ts';
import { sightOf } from '../sight.ts';
import { standingOf } from '../standing.ts';

const REVIEWS_AT_MOST = 100;

/** Pages count from 1. */
export async function showHome(deps: Deps, userId: string, page = 1): Promise<void> {
  const { db, slack, workspaceId, now } = deps;
  const known = await db.inWorkspace(workspaceId, (tx) => knownActor(tx, userId, now()));
  const reader = known ?? (await stranger(deps, userId));
  const view = may(reader, 'read a review')
    ? homeView(await factsFor(deps, reader, page))
    : closedHome(refusal(reader, 'read a review'));
  await slack.views.publish({ user_id: userId, view });
}

async function stranger(deps: Deps, userId: string): Promise<Actor> {
  const person = await lookUpPerson(deps, userId);
  return deps.db.inWorkspace(deps.workspaceId, (tx) => actorOf(tx, person));
}

async function factsFor(deps: Deps, reader: Actor, page: number): Promise<HomeFacts> {
  const { db, workspaceId, environmentToken, now } = deps;
  const { userId: readerId } = reader;
  const { reviews, quotes } = await db.inWorkspace(workspaceId, async (tx) => ({
    reviews: await openReviewsOf(tx, readerId, REVIEWS_AT_MOST),
    quotes: await offeredTo(tx, readerId),
  }));
  const sight = await sightOf(
    deps,
    readerId,
    [...reviews, ...quotes].map(({ channelId }) => channelId),
  );
  const visible = reviews.filter(({ channelId }) => sees(sight, channelId));
  return db.inWorkspace(workspaceId, async (tx) => {
    const mine: Standing[] = [];
    for (const review of visible) mine.push(await standingOf(tx, review));
    return {
      reader,
      isAdmin: may(reader, 'connect Cloudflare'),
      mine,
      quotes: quotes.filter(({ channelId }) => sees(sight, channelId)),
      coverage: await coverageOf(
        tx,
        readerId,
        visible.map(({ id }) => id),
      ),
      connection: await connectionInUse(tx),
      environmentToken,
      reminders: await findReminderSettings(tx),
      lastReading: await lastReading(tx),
      page,
      now: now(),
    };
  });
}
