import { App, HTTPReceiver, type Installation } from '@slack/bolt';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type SlackSandbox, startSlackSandbox } from './sandbox.ts';
import { plainClient, quiet, refusal } from './test-app.ts';

let first: SlackSandbox;
let second: SlackSandbox;
let app: App;
let base = '';
const installations = new Map<string, Installation<'v2', false>>();

beforeEach(async () => {
  installations.clear();
  first = await startSlackSandbox();
  second = first.addWorkspace({ id: 'TSECOND', name: 'Second', domain: 'second' }, '2');
  const clientOptions = { slackApiUrl: first.apiUrl, retryConfig: { retries: 0 } };
  const receiver = new HTTPReceiver({
    signingSecret: first.signingSecret,
    clientId: first.clientId,
    clientSecret: first.clientSecret,
    stateSecret: 'a state secret for this test',
    scopes: ['commands', 'chat:write'],
    installationStore: {
      async storeInstallation(installation) {
        if (installation.team) installations.set(installation.team.id, installation as Installation<'v2', false>);
      },
      async fetchInstallation({ teamId }) {
        const found = installations.get(teamId ?? '');
        if (!found) throw new Error('not installed');
        return found;
      },
    },
    installerOptions: { clientOptions, directInstall: true },
    logger: quiet,
  });
  app = new App({ receiver, clientOptions, logger: quiet, convoStore: false });
  app.command('/api-review', async ({ ack, client, command }) => {
    await client.chat.postMessage({ channel: command.channel_id, text: `for ${command.team_domain}` });
    await ack();
  });
  const server = await app.start(0);
  const address = 'address' in server ? server.address() : null;
  base = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  first.deliverTo(`${base}/slack/events`);
});

afterEach(async () => {
  await first.stop();
  await app.stop();
});

/** A person presses "Add to Slack", allows it, and is sent back. */
async function install(slack: SlackSandbox, as: string): Promise<number> {
  const asked = await fetch(`${base}/slack/install`, { redirect: 'manual' });
  const back = new URL(slack.approveInstall(asked.headers.get('location') ?? '', { as }));
  const cookie = asked.headers.get('set-cookie')?.split(';')[0] ?? '';
  const answer = await fetch(`${base}/slack/oauth_redirect${back.search}`, { headers: { cookie }, redirect: 'manual' });
  return answer.status;
}

test('an installed app answers each workspace with the token of that workspace', async () => {
  expect(await install(first, 'ULEA')).toBe(200);
  expect(await install(second, 'U2LEA')).toBe(200);
  await first.command('/api-review', { as: 'ULEA', in: '#payments' });
  await second.command('/api-review', { as: 'U2LEA', in: '#payments' });
  expect([first.screen('#payments'), second.screen('#payments')]).toEqual(['for sandbox', 'for second']);
  const posts = first.calls.filter((call) => call.method === 'chat.postMessage');
  expect(posts.map((call) => [call.team, call.args.team_id])).toEqual([
    ['TSANDBOX', 'TSANDBOX'],
    ['TSECOND', 'TSECOND'],
  ]);
});

test('the granted scopes are those the app asked for', async () => {
  await install(second, 'U2LEA');
  const client = plainClient(second, second.botToken);
  expect(await refusal(client.users.info({ user: 'U2EVE' }))).toMatchObject({
    error: 'missing_scope',
    needed: 'users:read',
  });
});

test('a workspace sees nothing of another', async () => {
  const client = plainClient(first, first.botToken);
  expect(await refusal(client.users.info({ user: 'U2EVE' }))).toMatchObject({ error: 'user_not_found' });
  expect(await refusal(client.chat.postMessage({ channel: 'C2PAYMENTS', text: 'x' }))).toMatchObject({
    error: 'channel_not_found',
  });
});

test('removing the app from one workspace leaves the other alone, and it can be installed again', async () => {
  await second.uninstall();
  await plainClient(first, first.botToken).auth.test();
  const client = plainClient(second, second.botToken);
  expect(await refusal(client.auth.test())).toMatchObject({ error: 'account_inactive' });
  await install(second, 'U2LEA');
  expect(await client.auth.test()).toMatchObject({ team_id: 'TSECOND', user_id: 'U2BOT' });
});

test.each([
  ['a code nobody gave', { code: 'made up' }, 'invalid_code'],
  ['a wrong secret', { client_secret: 'wrong' }, 'bad_client_secret'],
  ['an unknown app', { client_id: '1.2' }, 'invalid_client_id'],
])('no token for %s', async (_case, wrong, error) => {
  const args = { client_id: first.clientId, client_secret: first.clientSecret, code: 'x', ...wrong };
  expect(await refusal(plainClient(first, '').oauth.v2.access(args))).toMatchObject({ error });
  expect(JSON.stringify(first.calls)).not.toContain(first.clientSecret);
});
