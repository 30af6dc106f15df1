/** Evidence that nobody can change unseen. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonical, chained, verifyChain } from '../../src/review/evidence-chain.ts';
import { peopleIn, withoutNames } from '../../src/review/without-names.ts';

const RECORDS = [
  { kind: 'review', body: { name: 'shop.example #1', lead: 'ä' } },
  { kind: 'answer', body: { value: 'mtls', words: 'wir benutzen mTLS – überall' } },
  { kind: 'decision', body: { choice: 'log-first', at: new Date('2026-01-01T00:00:00Z'), nothing: undefined } },
  { kind: 'finding', body: { subjects: ['a', 'b'], evidence: { n: 1.5, x: null } } },
];
const { text, head } = chained(RECORDS);
const bytes = Buffer.from(text);
const verify = (changed: Buffer) => verifyChain(changed.toString('latin1'));
const lineOf = (offset: number) => bytes.subarray(0, offset).toString('latin1').split('\n').length;
const lines = text.split('\n').slice(0, -1);
const joined = (some: readonly (string | undefined)[]) => Buffer.from(`${some.join('\n')}\n`);

test('what was written verifies, with its name and its head', () => {
  expect(verify(bytes)).toEqual({ ok: true, records: 4, head, name: 'shop.example #1' });
  expect(chained(RECORDS).head).toBe(head);
});

test('whichever single byte is changed, the record it stands in is named', () => {
  fc.assert(
    fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (offset, by) => {
      const changed = Buffer.from(bytes);
      changed[offset] = ((changed[offset] ?? 0) + by) % 256;
      expect(verify(changed)).toMatchObject({ ok: false, record: Math.min(lineOf(offset), lines.length) });
    }),
    { numRuns: 3_000 },
  );
});

describe('a bundle', () => {
  test.each([
    [
      'from which a record was taken',
      [lines[0], lines[2], lines[3], lines[4]],
      2,
      'is missing: record 3 stands in its place',
    ],
    ['in which two changed places', [lines[0], lines[2], lines[1], lines[3], lines[4]], 2, 'is missing: record 3'],
    [
      'in which one stands twice',
      [lines[0], lines[0], ...lines.slice(1)],
      2,
      'was put in: it says that it is record 1',
    ],
    ['that stops early', lines.slice(0, 3), 4, 'is missing: the bundle stops before its end'],
    ['that goes on after its end', [...lines, lines[0]], 6, 'stands after the end'],
    ['that is empty', [], 1, 'is no record'],
  ])('%s is not whole', (_, some, record, problem) => {
    expect(verify(joined(some))).toEqual({ ok: false, record, problem: expect.stringContaining(problem) });
  });

  test('that a forger chained anew is whole, and has another head', () => {
    const forged = chained([...RECORDS.slice(0, 3), { kind: 'finding', body: { subjects: [] } }]);
    expect(verify(Buffer.from(forged.text))).toMatchObject({ ok: true });
    expect(forged.head).not.toBe(head);
  });
});

test('the order of keys changes nothing', () => {
  expect(canonical({ b: [1, { d: 'x', c: null }], a: undefined, '"': 'ü' })).toBe(
    '{"\\"":"ü","b":[1,{"c":null,"d":"x"}]}',
  );
});

test('people stand as references, in what they are to a row and in what was written of them; groups and paths stay', () => {
  const body = {
    owner_id: 'UDANA',
    said_by: 'UMAX',
    words: 'ask <@UEVE|eve> of <!subteam^S1>',
    key: 'GET U1/x',
    group: { owner_id: 'SPAY' },
  };
  expect([...peopleIn(body)].sort()).toEqual(['UDANA', 'UEVE', 'UMAX']);
  expect(
    withoutNames(
      body,
      new Map([
        ['UDANA', 'r1'],
        ['UEVE', 'r2'],
      ]),
    ),
  ).toEqual({
    owner_id: 'person:r1',
    said_by: 'person:unknown',
    words: 'ask person:r2 of <!subteam^S1>',
    key: 'GET U1/x',
    group: { owner_id: 'SPAY' },
  });
});
