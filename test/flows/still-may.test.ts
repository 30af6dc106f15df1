/** Between a click and its job somebody may lose the right to it: then the job refuses, and says so. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { grantRole } from '../../db/actors.ts';
import { proposeConnection } from '../../db/connections.ts';
import { askQuote } from '../../db/quotes.ts';
import connectCloudflare from '../../jobs/connect-cloudflare.ts';
import quoteReview from '../../jobs/quote-review.ts';
import type { Role } from '../../src/review/roles.ts';
import { CHANNEL, jobContext, LEAD, type Stage, setStage } from './stage.ts';

let stage: Stage;
const at = new Date();
beforeAll(async () => {
  stage = await setStage();
});
afterAll(() => stage.close());

const inRows = <T>(work: Parameters<Stage['product']['opened']['db']['inWorkspace']>[1]) =>
  stage.product.opened.db.inWorkspace(stage.slack.teamId, work) as Promise<T>;
const only = (role: Role, holder: string) =>
  inRows((tx) => grantRole(tx, stage.slack.teamId, { role, holders: [holder], by: 'UOWNER', at }));

test('a token of somebody who is no admin any more is erased', async () => {
  const workspaceId = stage.slack.teamId;
  await stage.ask('settings permissions', { as: 'UADMIN' }); // Ada is known
  const token = await stage.product.opened.keys.seal(stage.cloudflare.tokens.full, {
    workspaceId,
    purpose: 'cloudflare-token',
  });
  const connectionId = await inRows<string>((tx) => proposeConnection(tx, workspaceId, { token, by: 'UADMIN', at }));
  await only('admin', 'UDANA');
  await connectCloudflare.run({ workspaceId, connectionId }, jobContext(stage, at));
  await stage.slack.until(() =>
    stage.slack.screen(stage.slack.directMessage('UADMIN')).includes('You may not connect'),
  );
  expect(stage.slack.screen(stage.slack.directMessage('UADMIN'))).toContain(
    'You may not connect Cloudflare. Who may: an admin of api-review (<@UDANA>). Nothing was changed. The token was not kept',
  );
  expect(await stage.rows('select from connection')).toEqual([]);
});

test('a review of somebody who is no reviewer any more is not begun', async () => {
  const workspaceId = stage.slack.teamId;
  await stage.ask('status');
  const answerTo = await stage.product.opened.keys.seal('', { workspaceId, purpose: 'response-url' });
  const quoteId = await inRows<string>((tx) =>
    askQuote(tx, workspaceId, {
      channelId: CHANNEL,
      leadId: LEAD,
      zone: 'shop.example',
      name: null,
      due: null,
      hosts: [],
      answerTo,
    }),
  );
  await only('reviewer', 'UDANA');
  await quoteReview.run({ workspaceId, quoteId }, jobContext(stage, at));
  expect(await stage.rows('select state from quote')).toEqual([{ state: 'refused' }]);
  expect(await stage.rows('select from review')).toEqual([]);
});
