/** One table: who may do what. Until a workspace sets roles, Slack's own admins and owners are the admins. */
import type { Person } from './review.ts';

/** What an action is about: who leads the review, who owns the thing, who decided it. Leave out what does not apply. */
export interface Subject {
  leadId?: string;
  ownerId?: string;
  decidedBy?: string;
}

type Standing = 'admin' | 'full member' | 'lead' | 'owner' | 'the person asked' | 'someone else who is a full member';
type Rule = { who: readonly Standing[] };

const PERMISSIONS = {
  'start a review': { who: ['full member'] },
  'read a review': { who: ['full member'] },
  'cancel a review': { who: ['lead', 'admin'] },
  'close a review': { who: ['lead', 'admin'] },
  'connect Cloudflare': { who: ['admin'] },
  'assign owners': { who: ['lead', 'admin', 'owner'] },
  'classify endpoints': { who: ['lead', 'admin'] },
  'own endpoints': { who: ['full member'] },
  'give documents': { who: ['lead', 'admin', 'owner'] },
  'acknowledge endpoints': { who: ['owner', 'lead'] },
  'answer a question': { who: ['the person asked', 'lead'] },
  'decide on an item': { who: ['lead', 'owner', 'admin'] },
  'approve or decline this decision': { who: ['someone else who is a full member'] },
  'see how a control is escaped': { who: ['lead', 'owner', 'admin'] },
  'export a review': { who: ['full member'] },
  'schedule the digest': { who: ['full member'] },
  'change settings': { who: ['admin'] },
} as const satisfies Record<string, Rule>;

export type Action = keyof typeof PERMISSIONS;

/** False for whoever is not a person of this workspace with a full account, whatever the subject says. */
export function may(actor: Person, action: Action, subject: Subject = {}): boolean {
  if (!isFullMember(actor)) return false;
  return PERMISSIONS[action].who.some((standing) => stands(actor, standing, subject));
}

/** For the sentence that refuses: "the review's lead <@U…> or a workspace admin". Mentions are ids, never free text. */
export function whoMay(action: Action, subject: Subject = {}): string {
  const standings: readonly Standing[] = PERMISSIONS[action].who;
  const isLead = subject.ownerId !== undefined && subject.ownerId === subject.leadId && standings.includes('lead');
  const names = standings
    .filter((standing) => !(isLead && (standing === 'owner' || standing === 'the person asked')))
    .map((standing) => inWords(standing, subject));
  return [...new Set(names)].join(' or ');
}

/** What whoever may not is told. A guest may nothing, so a guest is told whom to ask. */
export function refusal(actor: Person, action: Action, subject: Subject = {}): string {
  return isFullMember(actor)
    ? `You may not ${action}. Who may: ${whoMay(action, subject)}. Nothing was changed.`
    : `${outsiders(actor)} cannot use api-review. Please ask ${whomToAsk(action, subject)}. Nothing was changed.`;
}

/** Where anybody may, somebody is named who knows the review. */
function whomToAsk(action: Action, subject: Subject): string {
  const anybody = PERMISSIONS[action].who.some((standing) => standing === 'full member');
  return anybody && subject.leadId !== undefined ? inWords('lead', subject) : whoMay(action, subject);
}

/** Why somebody can own nothing, if so. */
export function whyNotOwner(person: Person): string | undefined {
  return may(person, 'own endpoints')
    ? undefined
    : `${outsiders(person)} cannot own endpoints. Please choose a full member of this workspace.`;
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

const isFullMember = (actor: Person) => actor.kind === 'owner' || actor.kind === 'admin' || actor.kind === 'member';

function stands(actor: Person, standing: Standing, subject: Subject): boolean {
  switch (standing) {
    case 'full member':
      return true;
    case 'admin':
      return actor.kind === 'owner' || actor.kind === 'admin';
    case 'lead':
      return actor.userId === subject.leadId;
    case 'owner':
    case 'the person asked':
      return actor.userId === subject.ownerId;
    case 'someone else who is a full member':
      return subject.decidedBy !== undefined && actor.userId !== subject.decidedBy;
  }
}

function inWords(standing: Standing, { leadId, ownerId, decidedBy }: Subject): string {
  switch (standing) {
    case 'full member':
      return 'any full member of this workspace';
    case 'admin':
      return 'a workspace admin';
    case 'lead':
      return leadId ? `the review’s lead <@${leadId}>` : 'the review’s lead';
    case 'owner':
      return ownerId ? `the owner <@${ownerId}>` : 'the owner';
    case 'the person asked':
      return ownerId ? `<@${ownerId}>` : 'the person who was asked';
    case 'someone else who is a full member':
      return `any full member other than ${decidedBy ? `<@${decidedBy}>` : 'the one who decided'}`;
  }
}
