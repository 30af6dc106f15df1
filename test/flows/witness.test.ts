/** A request that gets through is shown to who may see it, behind a click, and is in nothing that everybody reads. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { rule } from '../sandbox/cloudflare/zones/build.ts';
import { CHANNEL, LEAD, type Stage, saying, setStage, startedReview } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await setStage({ rateLimits: false });
  stage.cloudflare.zones['shop.example']?.phases.http_request_firewall_custom?.unshift(
    rule('partner_skip', Date.now(), 90, {
      action: 'skip',
      expression: 'ip.src in {203.0.113.64/28}',
      action_parameters: { phases: ['http_ratelimit'] },
    }),
  );
  await startedReview(stage);
});
afterAll(() => stage.close());

const ITEM = 'Login, token and reset endpoints without a rate limit';
const ADDRESS = '203.0.113.65';
const showTo = (as: string) => stage.press('Show the request', { as, in: CHANNEL, on: ITEM });

test('the lead is shown the request in private, with why it gets through and what it is', async () => {
  expect(await showTo(LEAD)).toMatchInlineSnapshot(`
    "*A request that gets through, for 1. Login, token and reset endpoints without a rate limit*
    \`POST https://api.shop.example/v1/login/legacy\`
    with
    • \`ip.src = "203.0.113.65"\`
    Why: rule:http_request_firewall_custom/partner_skip lets it past rule:http_ratelimit/write_limit.
    This is a working bypass of one control, read from the configuration; nothing was sent. Another control may still stop it. Please do not post it where everybody reads."
  `);
});

test('an admin is shown it as well; whoever neither leads nor owns is refused, and told who may', async () => {
  expect(await showTo('UADMIN')).toContain(ADDRESS);
  const refused = await showTo('UEVE');
  expect(refused).toMatch(/^You may not see how a control is escaped\. Who may: .*<@ULEA>/);
  expect(refused).not.toContain(ADDRESS);
});

test('nothing that everybody reads holds it: no message, no file, no row that lists are made of', async () => {
  await stage.see('remediation', () => stage.ask('export'));
  const files = () => stage.slack.messages.flatMap(({ files: own = [] }) => own);
  await stage.slack.until(() => files().length >= 2, { what: 'both files' });
  expect(saying(stage, 'to put right')).toContain('[Show the request]');
  expect(JSON.stringify([stage.slack.messages, files()])).not.toContain('203.0.113.6');
  const lists = await stage.rows('select body from remediation_item union all select body from finding');
  const facts = await stage.rows('select facts from endpoint');
  expect(JSON.stringify([lists, facts])).not.toContain(ADDRESS);
});
