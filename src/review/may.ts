/** One table: who may do what, by the roles of the workspace and by what somebody is to a review. */
import type { Person } from './review.ts';
import { type Actor, isAdmin, isFullMember, isOneOf, isReviewer, mention } from './roles.ts';

/** What an action is about: who leads the review, who owns the thing, who decided it. Leave out what does not apply. */
export interface Subject {
  leadId?: string;
  /** A person or a user group. */
  ownerId?: string;
  deputyId?: string;
  decidedBy?: string;
}

type Standing =
  | 'admin'
  | 'owner of the Slack workspace'
  | 'reviewer'
  | 'full member'
  | 'lead'
  | 'owner'
  | 'deputy'
  | 'the person asked'
  | 'someone else who is a reviewer';
type Rule = { who: readonly Standing[] };

const PERMISSIONS = {
  'start a review': { who: ['reviewer'] },
  'read a review': { who: ['full member'] },
  'scan a zone again': { who: ['lead', 'reviewer', 'admin'] },
  'cancel a review': { who: ['lead', 'admin'] },
  'close a review': { who: ['lead', 'admin'] },
  'connect Cloudflare': { who: ['admin'] },
  'change settings': { who: ['admin', 'owner of the Slack workspace'] },
  'assign owners': { who: ['lead', 'admin', 'owner', 'deputy'] },
  'classify endpoints': { who: ['lead', 'admin'] },
  'own endpoints': { who: ['full member'] },
  'give documents': { who: ['lead', 'admin', 'owner'] },
  'acknowledge endpoints': { who: ['owner', 'deputy', 'lead'] },
  'answer a question': { who: ['the person asked', 'deputy', 'lead'] },
  'decide on an item': { who: ['lead', 'owner', 'deputy', 'admin'] },
  'roll a control back': { who: ['lead', 'owner', 'deputy', 'reviewer', 'admin'] },
  'approve or decline this decision': { who: ['someone else who is a reviewer'] },
  'see how a control is escaped': { who: ['lead', 'owner', 'deputy', 'admin'] },
  'export a review': { who: ['full member'] },
  'export the evidence': { who: ['lead', 'admin'] },
  'schedule the digest': { who: ['reviewer'] },
} as const satisfies Record<string, Rule>;

export type Action = keyof typeof PERMISSIONS;
export const ACTIONS = Object.keys(PERMISSIONS) as Action[];

/** False for whoever is not a person of this workspace with a full account, whatever the subject says. */
export function may(actor: Actor, action: Action, subject: Subject = {}): boolean {
  if (!isFullMember(actor)) return false;
  return PERMISSIONS[action].who.some((standing) => stands(actor, standing, subject));
}

/** For the sentence that refuses: "the review's lead <@U…> or a workspace admin". Mentions are ids, never free text. */
export function whoMay({ roles }: Pick<Actor, 'roles'>, action: Action, subject: Subject = {}): string {
  const standings: readonly Standing[] = PERMISSIONS[action].who;
  const isLead = subject.ownerId !== undefined && subject.ownerId === subject.leadId && standings.includes('lead');
  const names = standings
    .filter((standing) => !(isLead && (standing === 'owner' || standing === 'the person asked')))
    .filter((standing) => standing !== 'deputy' || subject.deputyId !== undefined)
    // they are admins anyway until a workspace names its own
    .filter((standing) => standing !== 'owner of the Slack workspace' || roles.admin.length > 0)
    .map((standing) => inWords(standing, subject, roles));
  return [...new Set(names)].join(' or ');
}

/** What whoever may not is told. A guest may nothing, so a guest is told whom to ask. */
export function refusal(actor: Actor, action: Action, subject: Subject = {}): string {
  return isFullMember(actor)
    ? `You may not ${action}. Who may: ${whoMay(actor, action, subject)}. Nothing was changed.`
    : `${outsiders(actor)} cannot use api-review. Please ask ${whomToAsk(actor, action, subject)}. Nothing was changed.`;
}

/** Where anybody may, somebody is named who knows the review. */
function whomToAsk(actor: Actor, action: Action, subject: Subject): string {
  const anybody = PERMISSIONS[action].who.some((standing) => standing === 'full member');
  return anybody && subject.leadId !== undefined
    ? inWords('lead', subject, actor.roles)
    : whoMay(actor, action, subject);
}

/** What a person or a user group can be made. */
export type Part = 'own endpoints' | 'have a role';

/** Why somebody can own nothing, or have no role, if so. */
export function whyNotOwner(person: Person, part: Part = 'own endpoints'): string | undefined {
  return isFullMember(person)
    ? undefined
    : `${outsiders(person)} cannot ${part}. Please choose a full member of this workspace.`;
}

/** The same of a user group: undefined when Slack knows none of that id. */
export function whyNotOwnerGroup(group: { members: readonly string[] } | undefined): string | undefined {
  if (!group) return 'Slack knows no such user group. Please choose a person, or another group.';
  return group.members.length > 0
    ? undefined
    : 'This user group has no members, so nobody could answer for it. Please choose a person, or another group.';
}

function outsiders({ kind }: Person): string {
  switch (kind) {
    case 'guest':
      return 'Guests';
    case 'bot':
      return 'Apps';
    case 'outside':
      return 'People of another company';
    default:
      return 'Accounts that were deactivated';
  }
}

const APPROVERS_AT_MOST = 3;

/** Whom to ask for a second opinion by name: the lead and the admins we know, when they are few; else nobody. */
export function approvers(leadId: string, decidedBy: string, admins: readonly Person[]): string[] {
  const known = [...new Set([leadId, ...admins.map(({ userId }) => userId)])].filter((each) => each !== decidedBy);
  return known.length <= APPROVERS_AT_MOST ? known : [];
}

function stands(actor: Actor, standing: Standing, subject: Subject): boolean {
  const is = (id: string | undefined) => id !== undefined && isOneOf(actor, id);
  switch (standing) {
    case 'full member':
      return true;
    case 'admin':
      return isAdmin(actor);
    case 'owner of the Slack workspace':
      return actor.kind === 'owner';
    case 'reviewer':
      return isReviewer(actor);
    case 'lead':
      return is(subject.leadId);
    case 'owner':
    case 'the person asked':
      return is(subject.ownerId);
    case 'deputy':
      return is(subject.deputyId);
    case 'someone else who is a reviewer':
      return subject.decidedBy !== undefined && actor.userId !== subject.decidedBy && isReviewer(actor);
  }
}

function inWords(standing: Standing, subject: Subject, roles: Actor['roles']): string {
  const { leadId, ownerId, deputyId, decidedBy } = subject;
  switch (standing) {
    case 'full member':
      return 'any full member of this workspace';
    case 'admin':
      return roles.admin.length === 0 ? 'a workspace admin' : `an admin of api-review (${holders(roles.admin)})`;
    case 'owner of the Slack workspace':
      return 'an owner of the Slack workspace';
    case 'reviewer':
      return roles.reviewer.length === 0
        ? 'any full member of this workspace'
        : `a reviewer (${holders(roles.reviewer)})`;
    case 'lead':
      return leadId ? `the review’s lead ${mention(leadId)}` : 'the review’s lead';
    case 'owner':
      return ownerId ? `the owner ${mention(ownerId)}` : 'the owner';
    case 'deputy':
      return deputyId ? `the deputy ${mention(deputyId)}` : 'the owner’s deputy';
    case 'the person asked':
      return ownerId ? mention(ownerId) : 'the person who was asked';
    case 'someone else who is a reviewer': {
      const who = roles.reviewer.length === 0 ? 'any full member' : `a reviewer (${holders(roles.reviewer)})`;
      return `${who} other than ${decidedBy ? mention(decidedBy) : 'the one who decided'}`;
    }
  }
}

const HOLDERS_SHOWN = 5;

function holders(ids: readonly string[]): string {
  const more = ids.length > HOLDERS_SHOWN ? ` and ${ids.length - HOLDERS_SHOWN} more` : '';
  return `${ids.slice(0, HOLDERS_SHOWN).map(mention).join(', ')}${more}`;
}
