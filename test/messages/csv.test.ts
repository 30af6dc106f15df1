import { expect, test } from 'vitest';
import { inventoryCsv } from '../../src/messages/csv.ts';
import type { ReviewEndpoint } from '../../src/review/review.ts';

const endpoint = (path: string): ReviewEndpoint => ({
  key: `GET api.example${path}`,
  facts: {
    method: 'GET',
    host: 'api.example',
    path,
    sources: ['saved'],
    audience: null,
    sensitivity: 'read',
    exposure: 4,
    authentication: { credential: null },
  },
  ownerId: 'UDANA',
  ownerBecause: '',
  acknowledgedBy: null,
  acknowledgedAt: null,
});
const row = (path: string) => inventoryCsv([endpoint(path)]).split('\r\n')[1];

test.each([
  ['=cmd()', `GET,api.example,'=cmd(),`],
  ['+1', `GET,api.example,'+1,`],
  ['@SUM(A1)', `GET,api.example,'@SUM(A1),`],
  ['/a,b', 'GET,api.example,"/a,b",'],
  ['/say "hi"', 'GET,api.example,"/say ""hi""",'],
])('a path that a spreadsheet would run or split stays text: %j', (path, beginning) => {
  expect(row(path)?.startsWith(beginning)).toBe(true);
});

test('what is not known is called unknown, not left empty', () => {
  expect(row('/a')).toBe('GET,api.example,/a,saved,unknown,read,unknown,UDANA,');
});
