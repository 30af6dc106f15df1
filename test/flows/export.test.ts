/** The deliverables as files in the review's thread. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CHANNEL, LEAD, type Stage, setStage, startedReview } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
  await startedReview(stage);
});
afterAll(() => stage.close());

let seen = 0;
/** The names of the files that come next, without what makes them unique. */
async function exported(act: () => Promise<unknown>, files: number): Promise<string[]> {
  await act();
  await stage.slack.until(() => stage.slack.files.size >= seen + files, { what: `${files} files` });
  const names = [...stage.slack.files.values()].slice(seen).map(({ name }) => name.replace(/-\d+(?=\.)/, ''));
  seen = stage.slack.files.size;
  return names.toSorted();
}
const ask = (format: string) => () => stage.ask(`export ${format}`);

test('the button of the card gives a report to read and the two lists to work with', async () => {
  expect(await exported(() => stage.press('Export', { as: LEAD, in: CHANNEL }), 3)).toEqual([
    'shop-example-1-inventory.csv',
    'shop-example-1-remediation.csv',
    'shop-example-1-report.html',
  ]);
});

test('each format can be asked for by its name', async () => {
  expect(await exported(ask('json'), 1)).toEqual(['shop-example-1-review.json']);
  expect(await exported(ask('sarif'), 1)).toEqual(['shop-example-1-findings.sarif']);
  expect(await exported(ask('html'), 1)).toEqual(['shop-example-1-report.html']);
  expect((await exported(ask('csv'), 9)).map((name) => name.replace('shop-example-1-', ''))).toEqual([
    'abuse.csv',
    'authentication.csv',
    'authorization.csv',
    'findings.csv',
    'input.csv',
    'inventory.csv',
    'logging.csv',
    'machines.csv',
    'remediation.csv',
  ]);
  expect(await exported(ask('all'), 12)).toHaveLength(12);
});

test('what nobody asked for is not guessed', async () => {
  expect(await stage.ask('export pdf')).toBe(
    'Please choose `csv`, `json`, `sarif`, `html`, `all` or `evidence`, or nothing of them. Nothing was exported.',
  );
});

test('no file holds a request that shows how a control is escaped', () => {
  for (const { content } of stage.slack.files.values()) expect(String(content)).not.toContain('"witness"');
});
