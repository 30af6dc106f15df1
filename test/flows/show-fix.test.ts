/** What puts an item right: in private, for whoever may decide on it. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { allScansPosted, CHANNEL, LEAD, type Stage, setStage, startedReview } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
  await startedReview(stage);
  await allScansPosted(stage);
});
afterAll(() => stage.close());

const titled = async (check: string) => {
  const [row] = await stage.rows(
    `select body ->> 'title' as title, rank from remediation_item where body ->> 'check' = $1`,
    [check],
  );
  return { title: String(row?.title), rank: Number(row?.rank) };
};
async function shown(check: string, as = LEAD): Promise<string> {
  const { title, rank } = await titled(check);
  await stage.ask(`remediation ${Math.ceil(rank / 10)}`, { as });
  await stage.press('Show the fix', { as, in: CHANNEL, on: title });
  // a long one is followed by the word that all of it comes as a file
  return stage.slack.whispers({ as }).findLast((text) => text.includes('How to put right')) ?? '';
}

test('the steps, the request and Terraform, for exactly these objects', async () => {
  const told = await shown('auth.plaintext-transport');
  expect(told).toContain('1. Open SSL/TLS &gt; Edge Certificates of shop.example.');
  expect(told).toMatch(/PATCH \/zones\/[0-9a-f]{32}\/settings\/min_tls_version\n\{\n {2}"value": "1.2"\n\}/);
  expect(told).toContain('resource "cloudflare_zone_setting" "shop_example_min_tls_version" {');
  expect(told).toContain('Nothing was sent.');
});

test('what would be logged first begins in log mode', async () => {
  const told = await shown('abuse.auth-no-ratelimit');
  expect(told).toContain('It begins as *Log first*');
  expect(told).toContain('"action": "log"');
  expect(told).toContain('There is not enough data to measure it');
  const isTold = () => stage.slack.whispers({ as: LEAD }).some((text) => text.startsWith('All of it is on its way'));
  await stage.slack.until(isTold, { what: 'the word that a long one comes as a file as well' });
});

test('where no request can, it says who has to do what instead', async () => {
  const told = await shown('authz.bola-enumeration');
  expect(told).toContain('Only the application can put this right');
  expect(told).not.toContain('By the API');
});

test('once it is decided the channel’s list has the button, and whoever may not decide is refused', async () => {
  const { title, rank } = await titled('auth.plaintext-transport');
  await stage.ask(`decide ${rank} canary`);
  await stage.ask(`remediation ${Math.ceil(rank / 10)}`, { as: 'UEVE' });
  expect(await stage.press('Show the fix', { as: 'UEVE', in: CHANNEL, on: title })).toMatch(
    /^You may not decide on an item\. Who may: /,
  );
});
