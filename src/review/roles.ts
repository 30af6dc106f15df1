/** Who holds which role in a workspace: people and user groups. */
import { z } from 'zod';
import type { Person } from './review.ts';

export const Role = z.enum(['admin', 'reviewer']);
export type Role = z.infer<typeof Role>;

/** Ids of people and user groups, by role. None: Slack's own admins are the admins, and any full member is a reviewer. */
export type Roles = Record<Role, readonly string[]>;

export const NO_ROLES: Roles = { admin: [], reviewer: [] };

/** Somebody who does something, with all that gives them a right to it. */
export interface Actor extends Person {
  /** The user groups this person is a member of, as far as they own something or hold a role. */
  groups: readonly string[];
  /** As the workspace has set them. */
  roles: Roles;
}

/** Slack's ids of user groups begin with S, those of people with U or W. */
export const isGroup = (id: string) => id.startsWith('S');

/** Whether this is meant by an id that names a person or a user group. */
export const isOneOf = ({ userId, groups }: Pick<Actor, 'userId' | 'groups'>, id: string) =>
  id === userId || groups.includes(id);

export const isFullMember = ({ kind }: Person) => kind === 'owner' || kind === 'admin' || kind === 'member';

export function isAdmin(actor: Actor): boolean {
  const { admin } = actor.roles;
  return admin.length === 0 ? isSlackAdmin(actor) : admin.some((holder) => isOneOf(actor, holder));
}

/** Admins review too. */
export function isReviewer(actor: Actor): boolean {
  const { reviewer } = actor.roles;
  return reviewer.length === 0 || reviewer.some((holder) => isOneOf(actor, holder)) || isAdmin(actor);
}

const isSlackAdmin = ({ kind }: Person) => kind === 'owner' || kind === 'admin';

/** As Slack notifies a person, or everybody in a user group. */
export const mention = (id: string) => (isGroup(id) ? `<!subteam^${id}>` : `<@${id}>`);
