import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { isValidSlackRequest } from '@slack/bolt';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type SlackSandbox, startSlackSandbox } from './sandbox.ts';

interface Received {
  headers: IncomingMessage['headers'];
  body: string;
}

let slack: SlackSandbox;
let received: Received[] = [];
let reply: (response: ServerResponse) => void;

const app = createServer(async (request, response) => {
  let body = '';
  for await (const chunk of request) body += chunk;
  received.push({ headers: request.headers, body });
  reply(response);
});

beforeEach(async () => {
  received = [];
  reply = (response) => response.end();
  slack = await startSlackSandbox({ now: () => Date.now() });
  app.listen(0, '127.0.0.1');
  await once(app, 'listening');
  const address = app.address();
  slack.deliverTo(`http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/slack/events`);
});

afterEach(async () => {
  await slack.stop();
  app.close();
  app.closeAllConnections();
});

const say = () => slack.say('hello', { as: 'UEVE', in: '#payments' });
const command = () => slack.command('/api-review help', { as: 'ULEA', in: '#payments' });
const genuine = ({ headers, body }: Received) =>
  isValidSlackRequest({
    signingSecret: slack.signingSecret,
    body,
    headers: {
      'x-slack-signature': String(headers['x-slack-signature']),
      'x-slack-request-timestamp': Number(headers['x-slack-request-timestamp']),
    },
  });

test('events come as signed JSON, commands and interactions as a bare form', async () => {
  await say();
  await command();
  expect(received.map((one) => one.headers['content-type'])).toEqual([
    'application/json',
    'application/x-www-form-urlencoded',
  ]);
  expect(received.map(genuine)).toEqual([true, true]);
  const [event] = received;
  expect(event && genuine({ ...event, body: `${event.body} ` })).toBe(false);
});

test('an event is tried three more times, each saying which attempt it is and why', async () => {
  reply = (response) => response.writeHead(500).end();
  await say();
  expect([await slack.retryNow(), await slack.retryNow(), await slack.retryNow(), await slack.retryNow()]).toEqual([
    1, 1, 1, 0,
  ]);
  const retries = received.map(({ headers }) => [headers['x-slack-retry-num'], headers['x-slack-retry-reason']]);
  expect(retries).toEqual([
    [undefined, undefined],
    ['1', 'http_error'],
    ['2', 'http_error'],
    ['3', 'http_error'],
  ]);
  expect(new Set(received.map((one) => JSON.parse(one.body).event_id)).size).toBe(1);
});

test('an event nobody acknowledges in time is tried again as a timeout', async () => {
  reply = () => slack.timeOutNow();
  await say();
  reply = (response) => response.end();
  await slack.retryNow();
  expect(received.at(-1)?.headers).toMatchObject({ 'x-slack-retry-num': '1', 'x-slack-retry-reason': 'http_timeout' });
  expect(await slack.retryNow()).toBe(0);
});

test('an app that is down gets the event when it is up again', async () => {
  const wasAt = app.address();
  app.close();
  await say();
  expect(slack.deliveries.at(-1)?.outcome).toBe('connection_failed');
  app.listen(typeof wasAt === 'object' && wasAt ? wasAt.port : 0, '127.0.0.1');
  await once(app, 'listening');
  await slack.retryNow();
  expect(received).toHaveLength(1);
});

test('an app may ask for no further attempts', async () => {
  reply = (response) => response.writeHead(500, { 'x-slack-no-retry': '1' }).end();
  await say();
  expect(await slack.retryNow()).toBe(0);
});

test.each([
  ['answers 500', (response: ServerResponse) => response.writeHead(500).end(), 'dispatch_failed'],
  ['does not answer', () => slack.timeOutNow(), 'operation_timeout'],
])('a command to an app that %s is not repeated: the person reads %s', async (_case, behaviour, word) => {
  reply = behaviour;
  expect(await command()).toMatchObject({ ok: false, error: `/api-review failed with the error "${word}"` });
  expect(await slack.retryNow()).toBe(0);
  expect(received).toHaveLength(1);
});

test.each([
  ['a lost answer', { after: true }, 'connection_failed'],
  ['a slow one', { hang: true }, 'http_timeout'],
] as const)('%s makes the same event come twice', async (_case, fault, reason) => {
  slack.fail('delivery', fault);
  await say();
  await slack.retryNow();
  expect(received).toHaveLength(2);
  expect(received[1]?.headers['x-slack-retry-reason']).toBe(reason);
  expect(received[1]?.body).toBe(received[0]?.body);
});

test('an acknowledged event may be delivered again all the same', async () => {
  await say();
  const [first] = slack.deliveries;
  if (first) await slack.deliverAgain(first);
  expect(received.map((one) => one.body)).toEqual([received[0]?.body, received[0]?.body]);
});

test('an app hears nothing of channels it is not in, nor without the scope', async () => {
  await slack.say('private talk', { as: 'ULEA', in: '#hidden' });
  await slack.say('everybody', { as: 'ULEA', in: '#general' });
  expect(received).toEqual([]);
});

test('trouble may be ordered for one kind of delivery', async () => {
  slack.fail('delivery.command', { reset: true });
  await say();
  expect(await command()).toMatchObject({ ok: false, outcome: 'connection_failed' });
  expect(slack.deliveries.map((one) => one.outcome)).toEqual(['acked', 'connection_failed']);
});

test('without an address nothing waits to be delivered', async () => {
  slack.deliverTo(undefined);
  await say();
  expect(slack.deliveries).toEqual([]);
  expect(await slack.retryNow()).toBe(0);
});

test('an app that is removed is told so twice over', async () => {
  await slack.uninstall();
  expect(received.map((one) => JSON.parse(one.body).event.type).sort()).toEqual(['app_uninstalled', 'tokens_revoked']);
});
