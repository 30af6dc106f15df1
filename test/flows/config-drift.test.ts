/** A later review says of a rule that was decided about that it stands otherwise now. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CHANNEL, LEAD, type Stage, setStage, startedReview } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
  await startedReview(stage);
});
afterAll(() => stage.close());

/** Of the newest review. */
const found = (check: string) =>
  stage.rows(
    `select finding.body -> 'subjects' as subjects, finding.body -> 'evidence' as evidence
       from finding join review on review.id = finding.review_id
      where finding.body ->> 'check' = $1 and finding.body ->> 'outcome' = 'fail'
        and review.started_at = (select max(started_at) from review)
      order by finding.id`,
    [check],
  );

async function rankOf(check: string, subject: string): Promise<number> {
  const [row] = await stage.rows(
    `select rank from remediation_item as item join finding on finding.review_id = item.review_id and finding.id = item.id
      where finding.body ->> 'check' = $1 and finding.body -> 'subjects' ? $2`,
    [check, subject],
  );
  return Number(row?.rank);
}

test('two people enforce one rule, and log another; in the first review nothing differs from anything', async () => {
  expect(await found('remediation.config-drift')).toEqual([]);
  const limit = await rankOf('abuse.success-counted-only', 'rule:http_ratelimit/token_limit');
  await stage.see('[Approve]', () =>
    stage.slack.command(`/api-review decide ${limit} enforce`, { as: LEAD, in: CHANNEL }),
  );
  await stage.see('approved by <@UADMIN>', () => stage.slack.click('Approve', { as: 'UADMIN', in: CHANNEL }));
  const certificate = await rankOf('machine.mtls-any-issuer', 'rule:http_request_firewall_custom/partner_certificate');
  expect(await stage.ask(`decide ${certificate} log`)).toContain('Recorded in shop.example #1: Log first');
});

test('the next review finds both in log mode, and blames the one that was to be enforced', async () => {
  const phases = stage.cloudflare.zones['shop.example']?.phases;
  for (const ref of ['token_limit', 'partner_certificate']) {
    const rule = [...(phases?.http_ratelimit ?? []), ...(phases?.http_request_firewall_custom ?? [])].find(
      (each) => each.ref === ref,
    );
    if (!rule) throw new Error(`the sandbox has no rule ${ref}`);
    rule.action = 'log';
  }
  await stage.see('closed by', () => stage.slack.click('Close review', { as: LEAD, in: CHANNEL }));
  const posted = stage.slack.messages.length;
  await stage.slack.command('/api-review start shop.example', { as: LEAD, in: CHANNEL });
  await stage.slack.until(() => stage.slack.messages.slice(posted).some(({ text }) => text.includes('to put right')), {
    what: 'the second list',
  });
  expect(await found('remediation.config-drift')).toMatchObject([
    {
      subjects: ['rule:http_ratelimit/token_limit'],
      evidence: { changed: { action: 'block → log' }, decided: 'enforce-now', review: 'shop.example #1' },
    },
  ]);
  const rank = await rankOf('remediation.config-drift', 'rule:http_ratelimit/token_limit');
  expect(await stage.ask(`remediation ${Math.ceil(rank / 10)}`)).toContain(
    'A rule stands otherwise than was decided: block → log',
  );
});
