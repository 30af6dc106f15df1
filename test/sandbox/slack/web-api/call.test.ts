import type { WebClient } from '@slack/web-api';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type SlackSandbox, startSlackSandbox } from '../sandbox.ts';
import { plainClient, refusal } from '../test-app.ts';

let now = 0;
let slack: SlackSandbox;
let client: WebClient;

beforeEach(async () => {
  now = Date.UTC(2026, 10, 23, 9);
  slack = await startSlackSandbox({ now: () => now });
  client = plainClient(slack, slack.botToken);
});

afterEach(() => slack.stop());

describe('tokens', () => {
  test.each([
    ['no token at all', '', 'not_authed'],
    ['a token nobody issued', 'xoxb-unknown', 'invalid_auth'],
    ['an app token where a bot token belongs', 'app', 'not_allowed_token_type'],
  ])('%s: %s', async (_case, token, error) => {
    const other = plainClient(slack, token === 'app' ? slack.appToken : token);
    expect(await refusal(other.auth.test())).toMatchObject({ error });
  });

  test('once the app was removed, its token is of an inactive account', async () => {
    await slack.uninstall();
    expect(await refusal(client.auth.test())).toMatchObject({ error: 'account_inactive' });
  });

  test("a token used for another team's business is refused, so that a leak between workspaces shows", async () => {
    expect(await refusal(client.apiCall('users.info', { user: 'UEVE', team_id: 'TPARTNER' }))).toMatchObject({
      error: 'team_access_not_granted',
    });
  });

  test('the record says which token was used, and never the token', async () => {
    await client.auth.test();
    expect(slack.calls.at(-1)).toMatchObject({ method: 'auth.test', token: 'bot', answer: { ok: true } });
    expect(JSON.stringify(slack.calls)).not.toContain(slack.botToken);
  });
});

describe('scopes', () => {
  const withScopes = async (scopes: string[], call: (client: WebClient) => Promise<unknown>) => {
    const other = await startSlackSandbox({ scopes });
    const answer = await refusal(call(plainClient(other, other.botToken)));
    await other.stop();
    return answer;
  };

  test.each<[string, string, (client: WebClient) => Promise<unknown>]>([
    ['posting', 'chat:write', (it) => it.chat.postMessage({ channel: 'CPAYMENTS', text: 'x' })],
    ['whispering', 'chat:write', (it) => it.chat.postEphemeral({ channel: 'CPAYMENTS', user: 'UEVE', text: 'x' })],
    ['looking at a public channel', 'channels:read', (it) => it.conversations.info({ channel: 'CPAYMENTS' })],
    ['looking at a private channel', 'groups:read', (it) => it.conversations.info({ channel: 'CSECRET' })],
    ['reading a public channel', 'channels:history', (it) => it.conversations.history({ channel: 'CPAYMENTS' })],
    ['reading a private channel', 'groups:history', (it) => it.conversations.history({ channel: 'CSECRET' })],
    ['opening a direct message', 'im:write', (it) => it.conversations.open({ users: 'UEVE' })],
    ['opening one with several people', 'mpim:write', (it) => it.conversations.open({ users: 'UEVE,UDANA' })],
    ['looking up a person', 'users:read', (it) => it.users.info({ user: 'UEVE' })],
    ['listing groups', 'usergroups:read', (it) => it.usergroups.list()],
    ['asking for the team', 'team:read', (it) => it.team.info()],
    ['announcing a file', 'files:write', (it) => it.files.getUploadURLExternal({ filename: 'a', length: 1 })],
  ])('%s needs %s, and Slack says what is there instead', async (_what, needed, call) => {
    const answer = await withScopes(['commands', 'nothing:else'], call);
    expect(answer).toMatchObject({ error: 'missing_scope', needed, provided: 'commands,nothing:else' });
  });

  test('answers carry the scopes the token has', async () => {
    const { response_metadata } = await client.users.info({ user: 'UEVE' });
    expect(response_metadata).toMatchObject({ acceptedScopes: ['users:read'] });
    expect(response_metadata?.scopes).toContain('chat:write');
  });
});

describe('arguments', () => {
  test('a method Slack does not have is refused by name', async () => {
    expect(await refusal(client.apiCall('chat.shout', {}))).toMatchObject({
      error: 'unknown_method',
      req_method: 'chat.shout',
    });
  });

  test.each<[string, Record<string, unknown>, string]>([
    ['without a channel', { text: 'x' }, '[ERROR] missing required field: channel'],
    [
      'with an argument nobody knows',
      { channel: 'CPAYMENTS', text: 'x', colour: 'red' },
      '[ERROR] unknown argument: colour',
    ],
    ['with broken JSON', { channel: 'CPAYMENTS', blocks: '[{' }, '[ERROR] must be valid JSON [json-pointer:/blocks]'],
    [
      'with a wrong kind of value',
      { channel: 'CPAYMENTS', text: 'x', unfurl_links: 'perhaps' },
      '[ERROR] must be a boolean [json-pointer:/unfurl_links]',
    ],
  ])('chat.postMessage %s', async (_case, args, message) => {
    expect(await refusal(client.apiCall('chat.postMessage', args))).toMatchObject({
      error: 'invalid_arguments',
      response_metadata: { messages: [message] },
    });
  });
});

describe('rates', () => {
  const postings = async (count: number, channel: string) => {
    for (let posted = 0; posted < count; posted++) await client.chat.postMessage({ channel, text: 'x' });
  };

  test('a channel takes a short burst and then one message a second; other channels are not held up', async () => {
    await postings(10, 'CPAYMENTS');
    await expect(client.chat.postMessage({ channel: 'CPAYMENTS', text: 'x' })).rejects.toMatchObject({ retryAfter: 1 });
    await postings(1, 'CSECURITY');
    now += 1000;
    await postings(1, 'CPAYMENTS');
    await expect(client.chat.postMessage({ channel: 'CPAYMENTS', text: 'x' })).rejects.toMatchObject({ retryAfter: 1 });
  });

  test.each<[number, string, (client: WebClient) => Promise<unknown>]>([
    [20, 'tier 2', (it) => it.users.list({})],
    [50, 'tier 3', (it) => it.conversations.info({ channel: 'CPAYMENTS' })],
    [100, 'tier 4', (it) => it.users.info({ user: 'UEVE' })],
  ])('%i calls in a minute and no more for %s', async (limit, _tier, call) => {
    for (let called = 0; called < limit; called++) await call(client);
    await expect(call(client)).rejects.toMatchObject({ retryAfter: Math.ceil(60 / limit) });
    now += 60_000;
    await call(client);
  });

  test('the answer is 429 with a whole number of seconds to wait', async () => {
    await postings(10, 'CPAYMENTS');
    const answer = await fetch(`${slack.apiUrl}chat.postMessage`, {
      method: 'POST',
      headers: { authorization: `Bearer ${slack.botToken}`, 'content-type': 'application/json' },
      body: JSON.stringify({ channel: 'CPAYMENTS', text: 'x' }),
    });
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '1']);
    expect(await answer.json()).toEqual({ ok: false, error: 'ratelimited' });
  });
});

describe('troubles a test may order', () => {
  const post = () => client.chat.postMessage({ channel: 'CPAYMENTS', text: 'once' });

  test.each([
    ['an error of Slack', { error: 'internal_error' }, 'An API error occurred: internal_error'],
    ['a status', { status: 500 }, 'An HTTP protocol error occurred: statusCode = 500'],
    ['a dropped connection', { reset: true }, 'A request error occurred'],
  ] as const)('%s: nothing is posted, and the next call is well', async (_case, fault, message) => {
    slack.fail('chat.postMessage', fault);
    await expect(post()).rejects.toThrow(message);
    expect(slack.messages).toEqual([]);
    await post();
    expect(slack.messages).toHaveLength(1);
  });

  test('a rate limit with its waiting time, as often as ordered', async () => {
    slack.fail('chat.postMessage', { retryAfter: 7 }, { times: 2 });
    await expect(post()).rejects.toMatchObject({ retryAfter: 7 });
    await expect(post()).rejects.toMatchObject({ retryAfter: 7 });
    await post();
  });

  test('success and then a dropped connection: the caller cannot know, and the message is there', async () => {
    slack.fail('chat.postMessage', { after: true });
    await expect(post()).rejects.toThrow('A request error occurred');
    expect(slack.screen('#payments')).toBe('once');
  });

  test('no answer at all: the client gives up by itself', async () => {
    slack.fail('chat.postMessage', { hang: true });
    const impatient = plainClient(slack, slack.botToken, 50);
    await expect(impatient.chat.postMessage({ channel: 'CPAYMENTS', text: 'x' })).rejects.toThrow('A request error');
    expect(slack.messages).toEqual([]);
  });

  test('a test may step in before and after a call', async () => {
    const steps: string[] = [];
    const forget = slack.onCall(({ method }, phase) => {
      steps.push(`${phase} ${method}, ${slack.messages.length} posted`);
    });
    await post();
    forget();
    await post();
    expect(steps).toEqual(['before chat.postMessage, 0 posted', 'after chat.postMessage, 1 posted']);
  });
});
