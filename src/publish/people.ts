/** Who someone is in this workspace: Slack's own word, remembered for ten minutes. */
import type { WebClient } from '@slack/web-api';
import type { Logger } from 'pino';
import { z } from 'zod';
import { actorOf } from '../../db/actors.ts';
import { findPerson, savePerson } from '../../db/people.ts';
import type { Database, Tx } from '../../db/pool.ts';
import type { Person } from '../review/review.ts';
import type { Actor } from '../review/roles.ts';

export interface People {
  db: Database;
  slack: WebClient;
  log: Logger;
  now: () => Date;
  workspaceId: string;
}

const FRESH_MS = 10 * 60_000;
/** When Slack does not answer, what it said within a day is still better than refusing everybody. */
const USABLE_MS = 24 * 60 * 60_000;

const SlackUser = z.object({
  id: z.string(),
  team_id: z.string().optional(),
  name: z.string().default(''),
  real_name: z.string().optional(),
  tz: z.string().optional(),
  deleted: z.boolean().optional(),
  is_bot: z.boolean().optional(),
  is_owner: z.boolean().optional(),
  is_primary_owner: z.boolean().optional(),
  is_admin: z.boolean().optional(),
  is_restricted: z.boolean().optional(),
  is_ultra_restricted: z.boolean().optional(),
  is_stranger: z.boolean().optional(),
});

/** Whom we asked about lately; undefined when Slack has to be asked. */
export async function knownPerson(tx: Tx, userId: string, now: Date): Promise<Person | undefined> {
  const known = await findPerson(tx, userId);
  return known && now.getTime() - known.lookedUpAt.getTime() < FRESH_MS ? known : undefined;
}

/** The same with all that gives them a right. */
export async function knownActor(tx: Tx, userId: string, now: Date): Promise<Actor | undefined> {
  const known = await knownPerson(tx, userId, now);
  return known && actorOf(tx, known);
}

/** Throws when Slack does not say and nothing recent is remembered: then nobody may do anything. */
export async function lookUpPerson(people: People, userId: string): Promise<Person> {
  const { db, workspaceId, now, log } = people;
  const known = await db.inWorkspace(workspaceId, (tx) => findPerson(tx, userId));
  const age = known ? now().getTime() - known.lookedUpAt.getTime() : Number.POSITIVE_INFINITY;
  try {
    const person = await ask(people, userId);
    await db.inWorkspace(workspaceId, (tx) => savePerson(tx, workspaceId, person));
    return person;
  } catch (error) {
    if (!known || age > USABLE_MS) throw error;
    log.warn({ err: error, userId }, 'Slack did not say who this is; what it said before is used');
    return known;
  }
}

async function ask({ slack, workspaceId, now }: People, userId: string): Promise<Person> {
  const { user } = await slack.users.info({ user: userId });
  return { ...personIn(user, workspaceId, now()), userId };
}

/** As Slack describes somebody. */
export function personIn(user: unknown, workspaceId: string, lookedUpAt: Date): Person {
  const found = SlackUser.parse(user);
  return {
    userId: found.id,
    name: found.real_name ?? found.name,
    kind: kindOf(found, workspaceId),
    timezone: found.tz ?? null,
    lookedUpAt,
  };
}

function kindOf(user: z.infer<typeof SlackUser>, workspaceId: string): Person['kind'] {
  if (user.deleted) return 'gone';
  if (user.is_bot) return 'bot';
  if (user.is_stranger || (user.team_id !== undefined && user.team_id !== workspaceId)) return 'outside';
  if (user.is_restricted || user.is_ultra_restricted) return 'guest';
  if (user.is_owner || user.is_primary_owner) return 'owner';
  return user.is_admin ? 'admin' : 'member';
}
