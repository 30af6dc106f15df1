import { expect, test } from 'vitest';
import { remediationList } from '../../src/messages/remediation-list.ts';
import { blockText } from '../sandbox/slack/screen.ts';
import { endpoint, finding, item, review } from '../support/review-rows.ts';

type Facts = Parameters<typeof remediationList>[0];

const LOGIN = endpoint('POST api.shop.example/v1/login', { facts: { sensitivity: 'auth' } });
const PRODUCTS = endpoint('GET api.shop.example/v1/products', { ownerId: 'UDANA' });
const keys = [PRODUCTS.key, LOGIN.key];

const facts = (more: Partial<Facts> = {}): Facts => ({
  review: review(),
  items: [item({ endpointKeys: keys })],
  findings: [finding({ subjects: keys })],
  decisions: [],
  gone: [],
  marks: [],
  endpoints: [PRODUCTS, LOGIN],
  reader: 'channel',
  page: 1,
  ...more,
});
const shown = (more: Partial<Facts> = {}) =>
  remediationList(facts(more))
    .blocks.map((block) => blockText(block as never))
    .join('\n');

test('an item says how bad it is in words, names the worst first, and what it says is about that one', () => {
  expect(shown()).toMatchInlineSnapshot(`
    "*shop.example: 1 thing to put right, 0 that could not be checked, 0 not on this plan*
    ---
    *1. Logins without a limit*
    \`POST api.shop.example/v1/login\`, \`GET api.shop.example/v1/products\`
    *Critical* · 2 endpoints of 2 owners · score 64 · audience: not known · sensitivity: login · no rate limit · proved by the configuration
    Fix: Limit them.
    Proposed: *Log first*
    [Enforce now] [Log first] [Fix at origin] [Accept risk]
    ---
    <@ULEA>, please decide what to do about each, or ask those who own the endpoints to: the buttons are for you and for them.
    Score: exposure × sensitivity × severity of the worst that an item concerns, 64 at most."
  `);
});

test('nobody is mentioned in the channel but the lead, while there is something to decide; a private page names the owners', () => {
  expect(shown().match(/<@\w+>/g)).toEqual(['<@ULEA>']);
  expect(shown()).toContain('<@ULEA>, please decide');
  expect(shown({ items: [] })).not.toContain('<@');
  expect(shown({ review: review({ state: 'closed', endedBy: 'ULEA' }) })).not.toContain('please decide');
  expect(shown({ reader: 'person' })).toContain('2 endpoints of <@UDANA>, <@ULEA>');
});

const about = (subjects: string[], evidence: Record<string, unknown>) =>
  shown({
    items: [item({ reasons: ['broad token'] })],
    findings: [finding({ subjects, evidence })],
  }).split('\n')[3];

test.each([
  ['token:7971', { name: 'deploy-all' }, 'API token `deploy-all`'],
  ['token:7971', {}, 'API token `7971`'],
  ['service-token:s', { name: 'ci' }, 'service token `ci`'],
  ['access-app:a', { name: 'Admin' }, 'Access application `Admin`'],
  ['logpush:1003', { dataset: 'http_requests' }, 'Logpush job `1003` of `http_requests`'],
  ['client-cert:c', { commonName: 'acme' }, 'client certificate `acme`'],
  ['jwt-config:j', { title: 'Partners' }, 'token configuration `Partners`'],
  ['ip-access:i', { target: 'asn', value: 'AS16509' }, 'allow rule for `AS16509`'],
  ['rule:http_ratelimit/login', { description: 'Logins' }, 'rate limiting rule `Logins`'],
  ['rule:http_request_firewall_custom/x', {}, 'custom rule `x`'],
  ['zone:shop.example', {}, 'the whole zone'],
  ['account:a1', {}, 'the whole account'],
])('%s is called by its name', (subject, evidence, words) => {
  expect(about([subject], evidence)).toBe(words);
});

test('each of several things has its own name', () => {
  const details = [
    { subject: 'token:1', name: 'one' },
    { subject: 'token:2', name: 'two' },
  ];
  expect(about(['token:1', 'token:2'], { details })).toBe('API token `one`, API token `two`');
});

test('what is no endpoint says nothing of endpoints', () => {
  const text = shown({ items: [item({ reasons: ['broad token'] })], findings: [finding({ subjects: ['token:1'] })] });
  expect(text).toContain('*Critical* · score 64 · broad token · proved by the configuration');
});

test('a rule names the worst endpoint that it concerns', () => {
  const subjects = ['rule:http_ratelimit/x'];
  expect(shown({ findings: [finding({ subjects })] })).toContain(
    'rate limiting rule `x`, most of all `POST api.shop.example/v1/login`',
  );
});

const canary = [item({ choices: ['enforce-now', 'canary', 'fix-at-origin', 'accept'], proposed: 'canary' })];

test('where nothing can be logged, the list says once what Canary first is and why it stands there', () => {
  const onBusiness = shown({ review: review({ plan: 'business' }), items: [...canary, ...canary] });
  expect(onBusiness.match(/The Business plan cannot log/g)).toHaveLength(1);
  expect(onBusiness).toContain('so Canary first stands where Log first would');
  expect(shown()).not.toContain('Canary first');
  expect(shown({ items: canary })).toContain('It stands where nothing can be logged.');
});

test('what is not on the plan is counted in the channel and named on a private page', () => {
  const findings = [finding({ outcome: 'not_entitled', title: 'Nobody watches' })];
  expect(shown({ findings })).toContain('1 not on this plan: `/api-review remediation` names them.');
  expect(shown({ findings, reader: 'person' })).toContain('*Not on this plan*, so nobody can say:\n• Nobody watches');
});

test('what only people can say is not laid at Cloudflare’s door', () => {
  const unsaid = finding({ outcome: 'unknown', reason: 'not_understood', check: 'authz.app-attestation-missing' });
  expect(shown({ findings: [unsaid] })).toContain('Logins without a limit: whoever owns it has not said so');
});

test('ten items with everything there is to say stay within Slack’s limits', () => {
  const items = Array.from({ length: 12000 }, (_, index) => item({ id: `f${index}`, rank: index + 1 }));
  const unknown = Array.from({ length: 60 }, () => finding({ outcome: 'unknown', reason: 'failed' }));
  const absent = Array.from({ length: 60 }, () => finding({ outcome: 'not_entitled' }));
  const text = shown({ items, findings: [...unknown, ...absent], reader: 'person' });
  expect(text).toContain('12,000 things to put right, 60 that could not be checked, 60 not on this plan');
  expect(text).toContain('and 11,990 more');
});
