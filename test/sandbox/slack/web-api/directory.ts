import { userAnswer } from './answers.ts';
import { defineMethod, Refusal, type World } from './method.ts';
import { page } from './paging.ts';

/** Who is who: the app itself, its team, people and their groups. */
export const authTest = defineMethod({
  tier: 'special',
  args: {},
  run: ({ workspace }) => ({
    url: `https://${workspace.team.domain}.slack.com/`,
    team: workspace.team.name,
    user: workspace.user(workspace.botUserId).name,
    team_id: workspace.team.id,
    user_id: workspace.botUserId,
    bot_id: workspace.botId,
    is_enterprise_install: false,
  }),
});

export const teamInfo = defineMethod({
  tier: 3,
  scopes: ['team:read'],
  args: { team: 'string', domain: 'string' },
  run({ workspace }, args) {
    const team = [workspace.team, workspace.strangersTeam].find((one) => one.id === (args.team ?? workspace.team.id));
    if (!team) throw new Refusal('team_not_found');
    return { team: { ...team, url: `https://${team.domain}.slack.com/`, email_domain: '', icon: {} } };
  },
});

export const usersInfo = defineMethod({
  tier: 4,
  scopes: ['users:read'],
  args: { user: 'string!', include_locale: 'bool' },
  run({ workspace }, args) {
    const user = workspace.users.get(args.user);
    if (!user) throw new Refusal('user_not_found');
    return { user: userAnswer(workspace, user, args.include_locale) };
  },
});

export const usersList = defineMethod({
  tier: 2,
  scopes: ['users:read'],
  args: { limit: 'int', cursor: 'string', include_locale: 'bool' },
  run({ workspace }, args) {
    const own = [...workspace.users.values()].filter((one) => one.teamId === workspace.team.id);
    const { items, response_metadata } = page(own, args);
    const members = items.map((one) => userAnswer(workspace, one, args.include_locale));
    return { members, cache_ts: Math.floor(workspace.now() / 1000), response_metadata };
  },
});

const groupAnswer = ({ workspace }: World, id: string, users: boolean, count: boolean) => {
  const group = workspace.groups.get(id);
  if (!group) throw new Refusal('no_such_subteam');
  return {
    id: group.id,
    team_id: workspace.team.id,
    is_usergroup: true,
    is_subteam: true,
    name: group.name,
    description: '',
    handle: group.handle,
    is_external: false,
    date_create: 1_700_000_000,
    date_update: 1_700_000_000,
    date_delete: 0,
    auto_type: null,
    deleted_by: null,
    prefs: { channels: [], groups: [] },
    ...(users && { users: group.members }),
    ...((users || count) && { user_count: group.members.length }),
  };
};

export const usergroupsList = defineMethod({
  tier: 2,
  scopes: ['usergroups:read'],
  args: { include_users: 'bool', include_count: 'bool', include_disabled: 'bool' },
  run: (world, args) => ({
    usergroups: [...world.workspace.groups.keys()].map((id) =>
      groupAnswer(world, id, args.include_users ?? false, args.include_count ?? false),
    ),
  }),
});

export const usergroupsUsersList = defineMethod({
  tier: 2,
  scopes: ['usergroups:read'],
  args: { usergroup: 'string!', include_disabled: 'bool' },
  run({ workspace }, args) {
    const group = workspace.groups.get(args.usergroup);
    if (!group) throw new Refusal('no_such_subteam');
    return { users: group.members };
  },
});

export const connectionsOpen = defineMethod({
  tier: 1,
  token: 'app',
  scopes: ['connections:write'],
  args: {},
  run: ({ newSocketUrl }) => ({ url: newSocketUrl() }),
});
