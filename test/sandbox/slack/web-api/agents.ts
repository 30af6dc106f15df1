import { isFields, list } from '../json.ts';
import { visibleChannel } from './access.ts';
import { defineMethod, invalidArguments, Refusal, type World } from './method.ts';

/** The agent pane: sessions, which are threads, and what can be asked in them. */
const scopes = ['assistant:write'];

const STATUSES = ['active', 'processing', 'suspended', 'closed'];

/** The thread that a session is; outside of session channels it has to be named. */
function sessionOf(world: World, channelId: string, threadTs: string | undefined): string {
  const channel = visibleChannel(world, channelId);
  if (threadTs === undefined) throw invalidArguments('missing required field: thread_ts');
  const root = world.workspace.message(channel.id, threadTs);
  if (!root) throw new Refusal('thread_not_found');
  return `${channel.id} ${root.threadTs ?? root.ts}`;
}

export const setStatus = defineMethod({
  tier: 3,
  scopes,
  args: { channel_id: 'string!', status: 'string!', thread_ts: 'string', title: 'string', initiator_user_id: 'string' },
  run(world, args) {
    const { workspace } = world;
    const session = sessionOf(world, args.channel_id, args.thread_ts);
    if (!STATUSES.includes(args.status)) throw new Refusal('invalid_status');
    if ((args.title?.length ?? 0) > 200) throw invalidArguments('must be at most 200 characters [json-pointer:/title]');
    workspace.sessions.set(session, args.status);
    workspace.changed();
    return { status: args.status };
  },
});

export const setSuggestedPrompts = defineMethod({
  tier: 3,
  scopes,
  args: { channel_id: 'string!', prompts: 'json!', thread_ts: 'string', title: 'string' },
  run(world, args) {
    const { workspace } = world;
    const channel = visibleChannel(world, args.channel_id);
    if (channel.kind !== 'im') throw new Refusal('channel_type_not_supported');
    if (args.thread_ts !== undefined) sessionOf(world, channel.id, args.thread_ts);
    const prompts = list(args.prompts).map((one) => {
      const { title, message, ...rest } = isFields(one) ? one : {};
      if (
        typeof title !== 'string' ||
        typeof message !== 'string' ||
        !title ||
        !message ||
        Object.keys(rest).length > 0
      )
        throw invalidArguments('must be objects of title and message [json-pointer:/prompts]');
      return { title, message };
    });
    if (prompts.length === 0 || prompts.length > 4)
      throw invalidArguments('must have between 1 and 4 items [json-pointer:/prompts]');
    workspace.prompts.set(channel.id, prompts);
    workspace.changed();
    return {};
  },
});
