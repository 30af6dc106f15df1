/** Sends one message that could not be sent at once, or looks whether it was. */
import { publish } from '../src/publish/publish.ts';
import { defineJob } from './job.ts';

export default defineJob('deliver-post', ({ workspaceId, postId }, context) => publish(context, workspaceId, [postId]));
