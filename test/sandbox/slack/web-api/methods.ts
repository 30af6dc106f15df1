import * as agents from './agents.ts';
import * as chat from './chat.ts';
import * as conversations from './conversations.ts';
import * as directory from './directory.ts';
import * as files from './files.ts';
import type { Method } from './method.ts';
import * as streams from './streams.ts';
import * as views from './views.ts';

/** Every method this workspace knows. Any other is refused by name. */
export const methods = new Map<string, Method>(
  Object.entries({
    'agents.sessions.setStatus': agents.setStatus,
    'apps.connections.open': directory.connectionsOpen,
    'assistant.threads.setSuggestedPrompts': agents.setSuggestedPrompts,
    'auth.test': directory.authTest,
    'chat.appendStream': streams.appendStream,
    'chat.delete': chat.remove,
    'chat.getPermalink': chat.getPermalink,
    'chat.postEphemeral': chat.postEphemeral,
    'chat.postMessage': chat.postMessage,
    'chat.startStream': streams.startStream,
    'chat.stopStream': streams.stopStream,
    'chat.update': chat.update,
    'conversations.history': conversations.history,
    'conversations.info': conversations.info,
    'conversations.list': conversations.listAll,
    'conversations.members': conversations.members,
    'conversations.open': conversations.open,
    'conversations.replies': conversations.replies,
    'files.completeUploadExternal': files.completeUploadExternal,
    'files.info': files.info,
    'files.getUploadURLExternal': files.getUploadURLExternal,
    'team.info': directory.teamInfo,
    'usergroups.list': directory.usergroupsList,
    'usergroups.users.list': directory.usergroupsUsersList,
    'users.conversations': conversations.ofPerson,
    'users.info': directory.usersInfo,
    'users.list': directory.usersList,
    'views.open': views.open,
    'views.publish': views.publish,
    'views.push': views.push,
    'views.update': views.update,
  }),
);
