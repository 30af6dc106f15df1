import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csv, INVENTORY_COLUMNS, inventoryRow, templatesCsv } from '../../src/messages/csv.ts';
import type { ReviewEndpoint } from '../../src/review/review.ts';
import { endpoint } from '../support/review-rows.ts';

const inventoryCsv = (endpoints: readonly ReviewEndpoint[]) =>
  csv(
    INVENTORY_COLUMNS,
    endpoints.map((each) => inventoryRow(each)),
  );
const endpointAt = (path: string) => endpoint('GET api.example/', { ownerId: 'UDANA', facts: { path } });
const row = (path: string) => inventoryCsv([endpointAt(path)]).split('\r\n')[1];

test.each([
  ['=cmd()', `"'=cmd()"`],
  ['+1', `"'+1"`],
  ['-1', `"'-1"`],
  ['@SUM(A1)', `"'@SUM(A1)"`],
  ['＝cmd()', `"'＝cmd()"`],
  [' =cmd()', `" '=cmd()"`],
  ['/a,b', '"/a,b"'],
  ['/say "hi"', '"/say ""hi"""'],
])('a path that a spreadsheet would run or split stays text: %j', (path, cell) => {
  expect(row(path)).toContain(`"GET","api.example",${cell},"saved"`);
});

// Where the list separator is not a comma, a quote that follows one ends nothing and begins nothing.
test.each([
  [`/x;=cmd|'/C calc'!A0`, `"/x;'=cmd|'/C calc'!A0"`],
  ['/x;  @SUM(A1)', `"/x;  '@SUM(A1)"`],
  ['/x\t+1', `"/x\t'+1"`],
  ['/x|-1', `"/x|'-1"`],
  ['/x;"=cmd"', `"/x;""'=cmd"""`],
  ['/x\r\n=cmd', `"/x\r\n'=cmd"`],
])('nor does it become a formula where cells are separated by something else: %j', (path, cell) => {
  expect(inventoryCsv([endpointAt(path)])).toContain(`"GET","api.example",${cell},"saved"`);
});

test('no separator that a spreadsheet may know is followed by what it would run', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'=+-@;|\t\n\r," \'a') }), (path) => {
      expect(inventoryCsv([endpointAt(path)])).not.toMatch(/(^|[;|\t\r\n])[\s"]*[=+\-@]/);
    }),
  );
});

test('what is not known is called unknown, not left empty', () => {
  expect(row('/a')).toBe(
    '"GET","api.example","/a","saved","unknown","nothing says whom it is for","read","GET requests","unknown","","unknown","unknown","","unknown","unknown","unknown","unknown","UDANA",""',
  );
});

test('templates that stand for the same paths have a file of their own, and none where there are no such', () => {
  const file = templatesCsv(['/{var1}', '/=cmd'].map((path) => endpoint(`GET api.example${path}`)));
  expect(file).toBe(
    '"template","overlaps with","how","takes the shared requests"\r\n"GET api.example/{var1}","GET api.example/=cmd","within","GET api.example/=cmd"\r\n',
  );
  expect(templatesCsv([endpoint('GET api.example/a'), endpoint('GET api.example/b')])).toBeNull();
});

test('authentication, authorization and what partners get are each proved, indicated, stated or unknown', () => {
  const cells = (facts: NonNullable<Parameters<typeof endpoint>[1]>['facts'] & object) => {
    const [header = '', line = ''] = inventoryCsv([endpoint('GET api.example/x', { facts })]).split('\r\n');
    const names = header.split(',');
    return line
      .split(',')
      .filter((_, at) => /"auth|"partner/.test(names[at] ?? ''))
      .map((cell) => cell.slice(1, -1));
  };
  const none = { answer: null, evidence: 'none' };
  expect(
    cells({
      audience: 'partner',
      authentication: { credential: 'mtls', status: 'required', evidence: 'provable' },
      authorization: { status: 'suspect', evidence: 'indicated' },
      partner: { issuing: { answer: 'process', evidence: 'stated' }, rotation: none, scope: none },
    }),
  ).toEqual([
    'required (proved)',
    'suspect (indicated by traffic)',
    'process (stated by its owner)',
    'unknown',
    'unknown',
    'unknown',
  ]);
  expect(cells({ audience: 'public', authorization: { status: 'unknown', evidence: 'none' }, partner: null })).toEqual([
    'unknown',
    'unknown',
    'not for partners',
    'not for partners',
    'not for partners',
    'not for partners',
  ]);
});
