import { list, string } from '../json.ts';
import { messagePosted } from '../payloads/events.ts';
import type { FileUpload } from '../things.ts';
import { postingChannel } from './access.ts';
import { fileAnswer } from './answers.ts';
import { readContent } from './content.ts';
import { defineMethod, invalidArguments, Refusal } from './method.ts';

const scopes = ['files:write'];

export const getUploadURLExternal = defineMethod({
  tier: 4,
  scopes,
  args: { filename: 'string!', length: 'int!', alt_text: 'string', snippet_type: 'string' },
  run({ workspace, origin }, args) {
    if (args.length <= 0) throw invalidArguments('must be greater than 0 [json-pointer:/length]');
    const file: FileUpload = {
      id: workspace.newId('F'),
      name: args.filename,
      title: args.filename,
      length: args.length,
      complete: false,
      ...(args.alt_text !== undefined && { altText: args.alt_text }),
    };
    workspace.files.set(file.id, file);
    return { upload_url: `${origin}/upload/v1/${file.id}`, file_id: file.id };
  },
});

export const completeUploadExternal = defineMethod({
  tier: 4,
  scopes,
  args: {
    files: 'json!',
    channel_id: 'string',
    channels: 'string',
    initial_comment: 'string',
    thread_ts: 'string',
    blocks: 'json',
  },
  run(world, args) {
    const { workspace } = world;
    const wanted = list(args.files);
    if (wanted.length === 0)
      throw invalidArguments('must provide an array with at least one file [json-pointer:/files]');
    const files = wanted.map((one) => {
      const file = workspace.files.get(string(one.id));
      if (!file?.content || file.complete) throw new Refusal('file_not_found');
      return { file, title: string(one.title) || file.title };
    });
    const place = args.channel_id ?? args.channels?.split(',')[0];
    const channel = place === undefined ? undefined : postingChannel(world, place);
    if (args.blocks !== undefined && args.initial_comment !== undefined)
      throw invalidArguments('blocks or initial_comment');
    const parent = channel && args.thread_ts ? workspace.message(channel.id, args.thread_ts) : undefined;
    if (args.thread_ts && !parent) throw new Refusal('thread_not_found');
    const content =
      args.blocks === undefined
        ? { text: args.initial_comment ?? '' }
        : readContent({ text: args.initial_comment ?? '', blocks: args.blocks });
    for (const { file, title } of files) Object.assign(file, { complete: true, title });
    if (channel) {
      const message = workspace.post({
        channel: channel.id,
        user: workspace.botUserId,
        byApp: true,
        ...content,
        files: files.map(({ file }) => file.id),
        ...(parent && { threadTs: parent.threadTs ?? parent.ts }),
      });
      workspace.emit(messagePosted(workspace, message), channel);
    }
    return { files: files.map(({ file }) => fileAnswer(workspace, file)) };
  },
});

/** The app sees its own files, those of people's forms, and those in conversations that it is in. */
export const info = defineMethod({
  tier: 4,
  scopes: ['files:read'],
  args: { file: 'string!', limit: 'int', cursor: 'string', page: 'int', count: 'int' },
  run({ workspace }, args) {
    const file = workspace.files.get(args.file);
    const shared = workspace.messages.filter(({ files }) => files?.includes(args.file));
    const isIn = ({ channel }: { channel: string }) => workspace.channel(channel).members.has(workspace.botUserId);
    if (!file?.complete || (shared.length > 0 && !shared.some(isIn))) throw new Refusal('file_not_found');
    return { file: fileAnswer(workspace, file), comments: [], response_metadata: { next_cursor: '' } };
  },
});
