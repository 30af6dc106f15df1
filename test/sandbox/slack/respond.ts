import type { Fields } from './json.ts';
import type { ResponseTarget } from './passes.ts';
import { messageChanged, messageDeleted, messagePosted } from './payloads/events.ts';
import type { Answer } from './web-api/call.ts';
import { type Content, readContent } from './web-api/content.ts';
import { Refusal, type World } from './web-api/method.ts';

const answer = (status: number, error?: string): Answer => ({
  status,
  body: error ? { ok: false, error } : { ok: true },
  headers: {},
});

const allowed = new Set([
  'text',
  'blocks',
  'attachments',
  'markdown_text',
  'parse',
  'link_names',
  'response_type',
  'replace_original',
  'delete_original',
  'thread_ts',
  'metadata',
  'mrkdwn',
  'unfurl_links',
  'unfurl_media',
]);

/** What comes in at a response url: a private answer unless said otherwise, or a change of the message clicked on. */
export function respond(world: World, id: string, args: Fields): Answer {
  const target = world.passes.respond(id);
  if ('error' in target) return answer(404, target.error);
  try {
    const unknown = Object.keys(args).find((name) => !allowed.has(name));
    if (unknown) throw new Refusal('invalid_payload');
    if (args.delete_original === true) deleteOriginal(world, target);
    else if (args.replace_original === true && target.origin) replaceOriginal(world, target, read(args));
    else postAnswer(world, target, args);
    return answer(200);
  } catch (error) {
    if (error instanceof Refusal) return answer(error.code === 'message_not_found' ? 404 : 400, error.code);
    throw error;
  }
}

const read = (args: Fields): Content =>
  readContent({
    ...(typeof args.text === 'string' && { text: args.text }),
    ...(args.blocks !== undefined && { blocks: args.blocks }),
    ...(args.attachments !== undefined && { attachments: args.attachments }),
    ...(typeof args.markdown_text === 'string' && { markdown_text: args.markdown_text }),
  });

/** Also how the body of an acknowledged command is shown. */
export function postAnswer({ workspace }: World, target: ResponseTarget, args: Fields): void {
  const content = read(args);
  if (args.response_type !== undefined && args.response_type !== 'in_channel' && args.response_type !== 'ephemeral') {
    throw new Refusal('invalid_response_type');
  }
  // A thread can be named for public answers only; private ones stay where the click was.
  const threadTs =
    args.response_type === 'in_channel' && typeof args.thread_ts === 'string' ? args.thread_ts : target.threadTs;
  if (args.response_type !== 'in_channel') {
    workspace.whisper({ channel: target.channel, to: target.user, ...content, ...(threadTs && { threadTs }) });
    return;
  }
  const message = workspace.post({
    channel: target.channel,
    user: workspace.botUserId,
    byApp: true,
    ...content,
    ...(threadTs && { threadTs }),
  });
  workspace.emit(messagePosted(workspace, message), workspace.channel(target.channel));
}

function replaceOriginal({ workspace }: World, { channel, origin }: ResponseTarget, content: Content): void {
  const original = findOriginal(workspace, channel, origin);
  const previous = { ...original };
  delete original.blocks;
  delete original.attachments;
  Object.assign(original, content);
  workspace.changed();
  if ('to' in original || 'to' in previous) return;
  workspace.emit(messageChanged(workspace, original, previous), workspace.channel(channel));
}

function deleteOriginal({ workspace }: World, { channel, origin }: ResponseTarget): void {
  const original = findOriginal(workspace, channel, origin);
  if ('to' in original) workspace.ephemerals.splice(workspace.ephemerals.indexOf(original), 1);
  else {
    workspace.remove(original);
    workspace.emit(messageDeleted(workspace, original), workspace.channel(channel));
  }
  workspace.changed();
}

function findOriginal(workspace: World['workspace'], channel: string, origin: ResponseTarget['origin']) {
  const place = origin?.ephemeral ? workspace.ephemerals : workspace.messages;
  const found = place.find((one) => one.channel === channel && one.ts === origin?.ts);
  if (!found) throw new Refusal('message_not_found');
  return found;
}
