/** An admin says when people are reminded; everybody can read it, and nobody else can change it. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CHANNEL, type Stage, saying, setStage } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
});
afterAll(() => stage.close());

const asAdmin = (text: string) => stage.ask(`settings ${text}`, { as: 'UADMIN' });
const line = async () => (await stage.ask('settings')).split('\n').find((each) => each.startsWith('*Reminders*'));

test('until somebody says otherwise it is from nine to five, Monday to Friday', async () => {
  expect(await line()).toMatchInlineSnapshot(
    `"*Reminders*: mon-fri, 09:00-17:00 on the clock of whoever is reminded, with 2 working days from one reminder to the next and at most 3 messages a week to one person, directly. Not on: no holiday. Owners are asked in the thread, and directly when they are more than ten. There is no security lead. An admin changes it with \`/api-review settings reminders\`."`,
  );
});

test('in words', async () => {
  expect(await asAdmin('reminders hours 08:00-16:00 days mon-thu pace 3 cap 2 place thread')).toMatchInlineSnapshot(
    `"Reminders from now on: mon-thu, 08:00-16:00 on the clock of whoever is reminded, with 3 working days from one reminder to the next and at most 2 messages a week to one person, below what they were asked. Not on: no holiday. Owners are asked in the thread, and directly when they are more than ten. There is no security lead."`,
  );
  expect(await asAdmin('holidays 2099-12-25 2099-12-26')).toBe('Nobody is reminded on: 2099-12-25, 2099-12-26.');
  expect(await asAdmin('holidays remove 2099-12-26')).toBe('Nobody is reminded on: 2099-12-25.');
  expect(await asAdmin('security-lead <@UDANA|dana>')).toMatchInlineSnapshot(
    `"<@UDANA> is the security lead, and hears of what owner, deputy and lead were reminded of in vain, of reviews in private channels too."`,
  );
  expect(await line()).toMatchInlineSnapshot(
    `"*Reminders*: mon-thu, 08:00-16:00 on the clock of whoever is reminded, with 3 working days from one reminder to the next and at most 2 messages a week to one person, below what they were asked. Not on: 2099-12-25. Owners are asked in the thread, and directly when they are more than ten. After the lead <@UDANA> hears. An admin changes it with \`/api-review settings reminders\`."`,
  );
});

test.each([
  ['reminders hours 17:00-09:00', 'Hours look like 09:00-17:00'],
  ['reminders soon', 'Please name what to change and to what'],
  ['holidays 2099-02-30', 'Please name days'],
  ['security-lead dana', 'Please name somebody'],
  ['security-lead <@UGUEST>', 'cannot own endpoints'],
  ['remind', 'Did you mean `/api-review settings reminders`?'],
])('%s changes nothing and says why', async (text, words) => {
  const before = await line();
  expect(await asAdmin(text)).toContain(words);
  expect(await line()).toBe(before);
});

test('somebody else may not, by words or by the form', async () => {
  for (const text of ['reminders', 'reminders cap 20', 'holidays none', 'security-lead nobody']) {
    expect(await stage.ask(`settings ${text}`)).toBe(
      'You may not change settings. Who may: a workspace admin. Nothing was changed.',
    );
  }
});

test('by a form, which shows what is set and says beside each field what is wrong', async () => {
  await stage.slack.command('/api-review settings reminders', { as: 'UADMIN', in: CHANNEL });
  await stage.slack.until(() => stage.slack.modal({ as: 'UADMIN' }) !== undefined, { what: 'the form' });
  expect(stage.slack.modal({ as: 'UADMIN' })).toContain('08:00-16:00');
  const wrong = await stage.slack.submit({ as: 'UADMIN', values: { hours: 'always', holidays: 'xmas' } });
  expect(Object.keys(wrong.errors ?? {}).sort()).toEqual(['holidays', 'hours']);
  const values = { hours: '09:00-18:00', holidays: '2099-12-24 2099-12-25', lead: 'UEVE', place: 'direct' };
  await stage.slack.submit({ as: 'UADMIN', values });
  const answer = () => saying(stage, 'Reminders from now on');
  await stage.slack.until(() => answer() !== '', { what: 'the answer' });
  expect(answer()).toMatchInlineSnapshot(
    `"Reminders from now on: mon-thu, 09:00-18:00 on the clock of whoever is reminded, with 3 working days from one reminder to the next and at most 2 messages a week to one person, directly. Not on: 2099-12-24, 2099-12-25. Owners are asked in the thread, and directly when they are more than ten. After the lead <@UEVE> hears."`,
  );
});

test('nobody is the security lead any more', async () => {
  expect(await asAdmin('security-lead nobody')).toContain('There is no security lead');
  expect(await line()).toContain('There is no security lead.');
});
