import { App, SocketModeReceiver } from '@slack/bolt';
import { WebSocket } from 'undici';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type SlackSandbox, startSlackSandbox } from './sandbox.ts';
import { plainClient, quiet } from './test-app.ts';

let slack: SlackSandbox;
let app: App;
const heard: { text: string; retry: number | undefined }[] = [];

beforeEach(async () => {
  heard.length = 0;
  slack = await startSlackSandbox({ now: () => Date.now() });
  const clientOptions = { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 } };
  const receiver = new SocketModeReceiver({
    appToken: slack.appToken,
    logger: quiet,
    // Also the pause before the client reconnects. A busy machine must still manage to pong within it.
    clientPingTimeout: 1000,
    installerOptions: { clientOptions },
  });
  app = new App({
    token: slack.botToken,
    receiver,
    clientOptions,
    logger: quiet,
    convoStore: false,
    tokenVerificationEnabled: false,
  });
  app.command('/api-review', ({ command, ack }) => ack({ text: `You typed ${command.text}` }));
  app.command('/lazy', async () => slack.timeOutNow());
  app.message(async ({ message, context }) => {
    if ('text' in message) heard.push({ text: message.text ?? '', retry: context.retryNum });
  });
  await app.start();
  await slack.until(() => slack.sockets() === 1);
});

afterEach(async () => {
  await app.stop();
  await slack.stop();
});

test('an app that opened a socket is spoken to over it, and may answer with its acknowledgement', async () => {
  const seen = await slack.command('/api-review help', { as: 'ULEA', in: '#payments' });
  expect(seen).toMatchObject({ ok: true, text: 'You typed help' });
  expect(slack.deliveries[0]).toMatchObject({ over: 'socket', kind: 'command', outcome: 'acked' });
});

test.each([100, 1_000, 70_000])('a message of %i characters comes through whole', async (length) => {
  await slack.say('ä'.repeat(length), { as: 'UEVE', in: '#payments' });
  expect(heard).toEqual([{ text: 'ä'.repeat(length), retry: 0 }]);
});

test('a command nobody acknowledges is not sent again: the person reads an error', async () => {
  const seen = await slack.command('/lazy', { as: 'ULEA', in: '#payments' });
  expect(seen).toMatchObject({ ok: false, error: '/lazy failed with the error "operation_timeout"' });
  expect(await slack.retryNow()).toBe(0);
});

test.each(['refreshSockets', 'dropSockets'] as const)(
  'after %s the app comes back with a fresh ticket',
  async (how) => {
    slack[how]();
    await slack.until(() => slack.calls.filter((one) => one.method === 'apps.connections.open').length === 2);
    await slack.until(() => slack.sockets() === 1);
    await slack.say('still there?', { as: 'UEVE', in: '#payments' });
    expect(heard.at(-1)?.text).toBe('still there?');
  },
);

test('an event that came to nothing is delivered when the app is back', async () => {
  slack.fail('delivery', { reset: true });
  await slack.say('do not lose me', { as: 'UEVE', in: '#payments' });
  expect(heard).toEqual([]);
  slack.dropSockets();
  await slack.until(() => heard.length === 1);
  expect(heard).toEqual([{ text: 'do not lose me', retry: 1 }]);
});

test('the bot token opens no socket, and a ticket opens one only once', async () => {
  await expect(plainClient(slack, slack.botToken).apps.connections.open()).rejects.toThrow('not_allowed_token_type');
  const { url = '' } = await plainClient(slack, slack.appToken).apps.connections.open();
  const open = () =>
    new Promise<string>((resolve) => {
      const socket = new WebSocket(url);
      socket.onmessage = () => {
        socket.close();
        resolve('hello');
      };
      socket.onerror = () => resolve('refused');
    });
  expect(await open()).toBe('hello');
  expect(await open()).toBe('refused');
});
