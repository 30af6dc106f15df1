/** The floor: a Bolt app that acknowledges and does nothing else. */
import { App, HTTPReceiver } from '@slack/bolt';

const receiver = new HTTPReceiver({ signingSecret: process.env.SLACK_SIGNING_SECRET ?? '' });
const app = new App({
  receiver,
  authorize: async () => ({ botToken: 'xoxb-bench', botUserId: 'UBOT', botId: 'BBOT' }),
});
app.command('/api-review', async ({ ack }) => ack());

await receiver.start(Number(process.env.PORT));
