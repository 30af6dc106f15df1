import type { WebClient } from '@slack/web-api';
import { expect, test } from 'vitest';
import { readSlackFile } from '../../src/publish/slack-file.ts';

const read = (address: string, apiUrl = 'https://slack.com/api/') => {
  const file = { name: 'a.yaml', size: 10, url_private_download: address };
  const slack = { slackApiUrl: apiUrl, token: 'xoxb-sandbox', files: { info: async () => ({ ok: true, file }) } };
  return readSlackFile(slack as unknown as WebClient, 'F1', 1_000, AbortSignal.abort());
};

test.each([
  'http://169.254.169.254/latest/meta-data',
  'http://files.slack.com/a',
  'https://files.slack.com.evil.example/a',
  'https://evil.example/files.slack.com',
  'https://files.slack.com@evil.example/a',
  'https://me@files.slack.com/a',
  'https://files.slack.com:8443/a',
  'file:///etc/passwd',
  'not an address',
])('the token is not sent to %s', async (address) => {
  expect(await read(address)).toEqual({
    problem: 'It is not kept at Slack itself, and files from elsewhere are not fetched. Please upload it.',
  });
});

test('behind another address of Slack’s API only that very place is asked', async () => {
  expect(await read('http://127.0.0.1:2/a', 'http://127.0.0.1:1/api/')).toHaveProperty('problem');
  await expect(read('http://127.0.0.1:1/a', 'http://127.0.0.1:1/api/')).rejects.toThrow('abort');
});

test('Slack’s own host is asked', async () => {
  await expect(read('https://files.slack.com/files-pri/T1-F1/download/a.yaml')).rejects.toThrow('abort');
});
