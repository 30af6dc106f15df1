import { z } from 'zod';
import { Person } from '../src/review/review.ts';
import { isAdmin } from '../src/review/roles.ts';
import { rightsIn } from './actors.ts';
import type { Tx } from './pool.ts';

const COLUMNS = `user_id as "userId", name, kind, timezone, looked_up_at as "lookedUpAt"`;

export async function findPerson(tx: Tx, userId: string): Promise<Person | undefined> {
  const { rows } = await tx.query(`select ${COLUMNS} from person where user_id = $1`, [userId]);
  return rows[0] && Person.parse(rows[0]);
}

/** The admins who have met this app. Slack is not asked for the others. */
export async function listAdmins(tx: Tx): Promise<Person[]> {
  const { rows } = await tx.query(
    `select ${COLUMNS} from person where kind in ('owner', 'admin', 'member') order by user_id`,
  );
  const rights = await rightsIn(tx);
  return z
    .array(Person)
    .parse(rows)
    .filter((person) => isAdmin({ ...person, ...rights(person.userId) }));
}

export async function savePerson(tx: Tx, workspaceId: string, person: Person): Promise<void> {
  await tx.query(
    `insert into person (workspace_id, user_id, name, kind, timezone, looked_up_at)
     values ($1, $2, $3, $4, $5, $6)
         on conflict (workspace_id, user_id) do update
        set name = excluded.name, kind = excluded.kind, timezone = excluded.timezone, looked_up_at = excluded.looked_up_at`,
    [workspaceId, person.userId, person.name, person.kind, person.timezone, person.lookedUpAt],
  );
}

/** Whoever has met this app, so that they can be named. */
export async function listNames(tx: Tx): Promise<{ userId: string; name: string }[]> {
  const { rows } = await tx.query(
    `select user_id as "userId", name from person where kind in ('owner', 'admin', 'member') order by user_id`,
  );
  return z.array(z.object({ userId: z.string(), name: z.string() })).parse(rows);
}
