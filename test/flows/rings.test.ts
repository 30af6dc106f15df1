/** A review of many owners rings nobody for what is not theirs, and asks no more of Slack than Slack allows. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { GITHUB_OPERATIONS } from '../sandbox/cloudflare/zones/github-operations.ts';
import { rings } from '../sandbox/slack/rings.ts';
import { allScansPosted, CHANNEL, LEAD, type Stage, setStage, startedReview } from './stage.ts';

const OWNERS = 60; // of places in the API; some of them hold nothing that is saved
const PATIENCE_MS = 120_000;

let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
}, PATIENCE_MS);
afterAll(() => stage.close());

/** The first word of each path: an owner's part of the API. */
const PLACES = [...new Set(GITHUB_OPERATIONS.map(({ normalised }) => normalised.split('/')[1] ?? ''))].slice(0, OWNERS);
const owner = (index: number) => `UOWNER${index}`;

/** As many people as there are owners, each with endpoints of their own by a rule. */
async function staffed(): Promise<void> {
  const { workspace } = stage.slack;
  const like = workspace.users.get('UDANA');
  if (!like) throw new Error('nobody to take after');
  for (let index = 0; index < OWNERS; index += 1) {
    const id = owner(index);
    workspace.users.set(id, { ...like, id, name: `owner${index}`, realName: `Owner ${index}` });
    workspace.channel(CHANNEL).members.add(id);
  }
  for (const [index, place] of PLACES.entries())
    await stage.rows(
      `insert into ownership_rule (workspace_id, pattern, owner_id, set_by) select workspace_id, $1, $2, 'ULEA' from workspace`,
      [`api.github-api.example/${place}/**`, owner(index % OWNERS)],
    );
}

test(
  'with many owners each is rung for their own endpoints and for nothing else, and the lead for what is theirs and for what is to be decided',
  async () => {
    await staffed();
    await startedReview(stage, { zone: 'github-api.example' });
    await allScansPosted(stage);
    const unsent = () => stage.rows(`select from post where state in ('waiting', 'sending')`);
    await expect.poll(unsent, { timeout: PATIENCE_MS }).toEqual([]);
    const rung = rings(stage.slack);
    const owners = await stage.rows(`select distinct owner_id as id from endpoint where owner_id <> 'ULEA'`);
    expect(owners.length).toBeGreaterThan(30);
    for (const { id } of owners) {
      const words = rung.get(String(id)) ?? [];
      expect(words.filter((one) => !one.startsWith(`<@${id}>`))).toEqual([]);
      expect(words.length).toBeLessThanOrEqual(2);
    }
    const lead = rung.get(LEAD) ?? [];
    expect(lead.filter((one) => !one.includes(`<@${LEAD}>`))).toEqual([]);
    expect(lead.some((one) => one.includes('please decide'))).toBe(true);
    expect(lead.length).toBeLessThanOrEqual(3);
    expect([...rung.keys()].sort()).toEqual([LEAD, ...owners.map(({ id }) => String(id))].sort());
  },
  PATIENCE_MS,
);

const refused = () => stage.slack.calls.filter(({ status }) => status === 429).map(({ method }) => method);

test(
  'all of them acknowledge at once: each sees it where they clicked, the card is drawn every three seconds at most, and Slack refuses nothing',
  async () => {
    const owners = await stage.rows(`select distinct owner_id as id from endpoint where owner_id <> 'ULEA'`);
    const directly = new Map(owners.map(({ id }) => [stage.slack.directMessage(String(id)), String(id)]));
    const before = stage.slack.calls.length;
    const card: number[] = [];
    const stopWatching = stage.slack.onCall(({ method, args }, phase) => {
      if (phase === 'before' && method === 'chat.update' && args.channel === CHANNEL) card.push(Date.now());
    });
    await Promise.all([...directly].map(([channel, as]) => stage.slack.click('Acknowledge', { as, in: channel })));
    const shows = () => [...directly.keys()].every((each) => stage.slack.screen(each).includes('Acknowledged by'));
    await stage.slack.until(shows, { what: 'every message that was clicked on' });
    const done = await stage.rows(`select count(*)::int as n from endpoint where acknowledged_by is not null`);
    const text = `${Number(done[0]?.n).toLocaleString('en-US')} of`;
    await stage.slack.until(() => stage.slack.screen(CHANNEL).includes(`Owners: ${text}`), { what: 'the card' });
    stopWatching();
    const since = stage.slack.calls.slice(before);
    expect(since.filter(({ method, args }) => method === 'chat.update' && args.channel !== CHANNEL)).toEqual([]);
    for (const [index, at] of card.slice(1).entries()) expect(at - (card[index] ?? 0)).toBeGreaterThan(2_900);
    expect(refused()).toEqual([]);
  },
  PATIENCE_MS,
);

test(
  'closing redraws what every owner was sent, in turns, so that Slack refuses nothing',
  async () => {
    await stage.slack.click('Close review', { as: LEAD, in: CHANNEL });
    await stage.slack.until(() => stage.slack.screen(CHANNEL).includes('closed by'), { what: 'the closed card' });
    const waiting = () => stage.rows(`select not_before from post where state = 'waiting' order by not_before`);
    const turns = () =>
      stage.rows(`select not_before from post where problem = 'it waits for its turn' order by not_before`);
    await expect.poll(async () => (await waiting()).length - (await turns()).length).toBe(0);
    const moments = (await turns()).map(({ not_before: at }) => (at as Date).getTime());
    expect(moments.length).toBeGreaterThan(10);
    for (const [index, at] of moments.slice(1).entries()) expect(at - (moments[index] ?? 0)).toBeGreaterThan(1_500);
    expect(refused()).toEqual([]);
  },
  PATIENCE_MS,
);
