/** Who of a workspace is meant by a name in a file. Exactly one, or nobody: nothing is guessed. Pure. */
import { whyNotOwner, whyNotOwnerGroup } from './may.ts';
import type { Person } from './review.ts';

export interface Listed extends Person {
  /** What this person is called in Slack, beside the full name. */
  handles: readonly string[];
}

export interface ListedGroup {
  groupId: string;
  handle: string;
  members: readonly string[];
}

export type Meant = { id: string; called: string } | { why: string };
export type Directory = (name: string) => Meant;

const MENTION = /^<(?:@|!subteam\^)([UWS][A-Z0-9]+)(?:\|[^>]*)?>$/;
const ID = /^[UWS][A-Z0-9]{2,}$/;

export function directoryOf(people: readonly Listed[], groups: readonly ListedGroup[]): Directory {
  const byName = new Map<string, Map<string, Listed | ListedGroup>>();
  const list = (name: string, who: Listed | ListedGroup) => {
    const known = byName.get(name.toLowerCase()) ?? new Map<string, Listed | ListedGroup>();
    byName.set(name.toLowerCase(), known.set('groupId' in who ? who.groupId : who.userId, who));
  };
  for (const each of people) for (const name of [each.userId, each.name, ...each.handles]) if (name) list(name, each);
  for (const each of groups) for (const name of [each.groupId, each.handle]) list(name, each);

  return (written) => {
    const name = bare(written);
    if (/^[^@\s]+@[^@\s]+$/.test(name)) return { why: 'addresses are not looked up: please use the name in Slack' };
    const found = [...(byName.get(name.toLowerCase())?.values() ?? [])];
    const active = found.filter((each) => 'groupId' in each || each.kind !== 'gone');
    const [only, ...others] = active.length > 0 ? active : found;
    if (!only) return { why: 'nobody and no user group of this workspace is called so' };
    if (others.length > 0) return { why: `${others.length + 1} are called so` };
    const whyNot = 'groupId' in only ? whyNotOwnerGroup(only) : whyNotOwner(only);
    if (whyNot) return { why: whyNot.replace(/ Please choose.*$/, '').replace(/\.$/, '') };
    return 'groupId' in only
      ? { id: only.groupId, called: `@${only.handle}` }
      : { id: only.userId, called: only.name || name };
  };
}

/** Without the sign before it, and without the organisation that GitHub writes before a team. */
function bare(written: string): string {
  const mentioned = MENTION.exec(written)?.[1];
  if (mentioned) return mentioned;
  if (ID.test(written)) return written;
  const name = written.trim().replace(/^@/, '');
  return written.startsWith('@') && name.includes('/') ? name.slice(name.lastIndexOf('/') + 1) : name;
}
