import { z } from 'zod';
import type { Person } from '../src/review/review.ts';
import { type Actor, Role, type Roles } from '../src/review/roles.ts';
import type { Tx } from './pool.ts';
import { listUserGroups } from './user-groups.ts';

const Grants = z.array(z.object({ role: Role, holderId: z.string() }));
const Row = z.object({ groups: z.array(z.string()), grants: Grants });

/** What gives somebody a right: the groups they are in, and the roles of the workspace. */
export async function actorOf(tx: Tx, person: Person): Promise<Actor> {
  const { rows } = await tx.query(
    `select (select coalesce(array_agg(group_id order by group_id), '{}') from user_group where members @> array[$1::text])
              as groups,
            (select coalesce(jsonb_agg(jsonb_build_object('role', role, 'holderId', holder_id) order by holder_id), '[]')
               from role_grant) as grants`,
    [person.userId],
  );
  const { groups, grants } = Row.parse(rows[0]);
  return { ...person, groups, roles: byRole(grants) };
}

/** The same of everybody, read once. */
export async function rightsIn(tx: Tx): Promise<(userId: string) => Pick<Actor, 'groups' | 'roles'>> {
  const granted = await tx.query('select role, holder_id as "holderId" from role_grant order by holder_id');
  const roles = byRole(Grants.parse(granted.rows));
  const groups = await listUserGroups(tx);
  return (userId) => ({
    roles,
    groups: groups.filter(({ members }) => members.includes(userId)).map(({ groupId }) => groupId),
  });
}

/** In place of whoever had the role; nobody: as it is without roles. */
export async function grantRole(
  tx: Tx,
  workspaceId: string,
  { role, holders, by, at }: { role: Role; holders: readonly string[]; by: string; at: Date },
): Promise<void> {
  await tx.query('delete from role_grant where role = $1', [role]);
  await tx.query(
    `insert into role_grant (workspace_id, role, holder_id, set_by, set_at)
     select $1, $2, holder, $4, $5 from unnest($3::text[]) as holder`,
    [workspaceId, role, holders, by, at],
  );
}

const byRole = (grants: z.infer<typeof Grants>): Roles => ({
  admin: grants.flatMap(({ role, holderId }) => (role === 'admin' ? [holderId] : [])),
  reviewer: grants.flatMap(({ role, holderId }) => (role === 'reviewer' ? [holderId] : [])),
});
