import type { WebClient } from '@slack/web-api';
import { z } from 'zod';

const Identity = z.object({ team_id: z.string(), team: z.string(), user_id: z.string(), bot_id: z.string() });

/** The workspace that the bot token belongs to. Throws when Slack does not accept the token. */
export async function readWorkspace(slack: WebClient) {
  const { team_id: id, team: name, user_id: botUserId, bot_id: botId } = Identity.parse(await slack.auth.test());
  return { id, name, botUserId, botId };
}
