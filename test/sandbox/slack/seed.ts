import type { Channel, User } from './things.ts';
import type { Workspace } from './workspace.ts';

const person = (id: string, name: string, more: Partial<User> = {}): User => ({
  id,
  name,
  realName: `${name.charAt(0).toUpperCase()}${name.slice(1)} Example`,
  teamId: '',
  tz: 'Europe/Amsterdam',
  tzLabel: 'Central European Time',
  tzOffset: 3600,
  isAdmin: false,
  isOwner: false,
  isRestricted: false,
  isBot: false,
  deleted: false,
  ...more,
});

const newYork = { tz: 'America/New_York', tzLabel: 'Eastern Standard Time', tzOffset: -18_000 };

const people = [
  person('ULEA', 'lea'),
  person('UDANA', 'dana'),
  person('UEVE', 'eve', newYork),
  person('UMAX', 'max', { tz: 'Asia/Tokyo', tzLabel: 'Japan Standard Time', tzOffset: 32_400 }),
  person('UADMIN', 'ada', { isAdmin: true }),
  person('UOWNER', 'olga', { isAdmin: true, isOwner: true }),
  person('UGUEST', 'gus', { isRestricted: true }),
  person('UGONE', 'gone', { deleted: true }),
  person('USTRANGER', 'stranger', { teamId: 'TPARTNER', ...newYork }),
  person('UBOT', 'api-review', { realName: 'API Review', isBot: true, tz: 'America/Los_Angeles', tzOffset: -28_800 }),
];

const members = ['ULEA', 'UDANA', 'UEVE', 'UMAX', 'UADMIN', 'UOWNER'];

const channels: (Pick<Channel, 'id' | 'name'> & Partial<Channel>)[] = [
  { id: 'CSECURITY', name: 'api-security', members: new Set([...members, 'UGUEST', 'UBOT']) },
  { id: 'CPAYMENTS', name: 'payments', members: new Set([...members, 'UBOT']) },
  { id: 'CGENERAL', name: 'general', isGeneral: true, members: new Set(members) },
  { id: 'CARCHIVED', name: 'archived', isArchived: true, members: new Set([...members, 'UBOT']) },
  { id: 'CSECRET', name: 'secret-plans', kind: 'group', members: new Set(['ULEA', 'UADMIN', 'UBOT']) },
  { id: 'CHIDDEN', name: 'hidden', kind: 'group', members: new Set(['ULEA', 'UADMIN']) },
  { id: 'CSHARED', name: 'with-partner', isExtShared: true, members: new Set([...members, 'USTRANGER', 'UBOT']) },
];

/** Fills a workspace with the people and channels every test knows. */
export function seed(workspace: Workspace): void {
  const own = (id: string) => id.charAt(0) + workspace.mark + id.slice(1);
  for (const user of people) {
    const id = own(user.id);
    workspace.users.set(id, { ...user, id, teamId: user.teamId || workspace.team.id });
  }
  for (const channel of channels) {
    workspace.channels.set(own(channel.id), {
      kind: 'channel',
      isArchived: false,
      isExtShared: false,
      isGeneral: false,
      creator: own('UOWNER'),
      created: 1_700_000_000,
      topic: '',
      ...channel,
      id: own(channel.id),
      members: new Set([...(channel.members ?? [])].map(own)),
    });
  }
  const group = { id: own('SPAYMENTS'), handle: 'payments', name: 'Payments team' };
  workspace.groups.set(group.id, { ...group, members: [own('UDANA'), own('UMAX')] });
}
