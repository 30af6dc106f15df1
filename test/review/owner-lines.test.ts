/** Files of owners, documents that name them, and who might own the rest. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { directoryOf } from '../../src/review/directory.ts';
import { guessedOwners } from '../../src/review/guessed-owners.ts';
import { looksLikeOwners, ownersInLines } from '../../src/review/owner-lines.ts';
import { matches, mostSpecific, NO_OWNER_SET, ruleFinder } from '../../src/review/ownership.ts';
import { effectOf } from '../../src/review/proposed-rule.ts';
import type { Person } from '../../src/review/review.ts';
import { ownersInDocument } from '../../src/review/stated-owners.ts';

const listed = (userId: string, name: string, kind: Person['kind'] = 'member') => ({
  userId,
  name: `${name} Example`,
  kind,
  timezone: null,
  lookedUpAt: new Date(0),
  handles: [name, ''],
});
const whois = directoryOf(
  [
    listed('UDANA', 'dana'),
    listed('UEVE', 'eve'),
    listed('UGUEST', 'gus', 'guest'),
    listed('UTWIN1', 'twin'),
    { ...listed('UTWIN2', 'other'), handles: ['other', 'Twin'] },
    listed('UGONE', 'payments', 'gone'),
  ],
  [
    { groupId: 'SPAYMENTS', handle: 'payments', members: ['UDANA'] },
    { groupId: 'SEMPTY', handle: 'empty', members: [] },
  ],
);

test.each([
  ['@dana', 'UDANA'],
  ['Dana Example', 'UDANA'],
  ['@shop/payments', 'SPAYMENTS'],
  ['<@UEVE>', 'UEVE'],
  ['<!subteam^SPAYMENTS|@payments>', 'SPAYMENTS'],
  ['@ghost', 'nobody and no user group of this workspace is called so'],
  ['@dan', 'nobody and no user group of this workspace is called so'],
  ['@twin', '2 are called so'],
  ['@gus', 'Guests cannot own endpoints'],
  ['@empty', 'This user group has no members, so nobody could answer for it'],
  ['dana@shop.example', 'addresses are not looked up: please use the name in Slack'],
])('%s in a file means %s', (name, expected) => {
  const meant = whois(name);
  expect('id' in meant ? meant.id : meant.why).toBe(expected);
});

test('lines as in a CODEOWNERS file are rules; what is not understood is said with its line, and no owner is guessed', () => {
  const file = [
    '# who owns what',
    '*                        @dana',
    '/v1/refunds/             @shop/payments @eve # money',
    'POST api.shop.example/v1/login  @eve',
    '/v1/orders/**            @ghost',
    '[Section]',
    '/v1/carts/** →           @dana @payments',
    '/v1/nobody/**',
  ].join('\r\n');
  const { wished, notUnderstood } = ownersInLines(file, ['api.shop.example'], whois);
  expect(wished.map(({ pattern, ownerId, deputyId }) => [pattern, ownerId, deputyId])).toEqual([
    ['api.shop.example/**', 'UDANA', null],
    ['api.shop.example/v1/refunds/**', 'SPAYMENTS', 'UEVE'],
    ['POST api.shop.example/v1/login', 'UEVE', null],
    ['api.shop.example/v1/carts/**', 'UDANA', null],
  ]);
  expect(notUnderstood).toEqual([
    'line 5: @ghost: nobody and no user group of this workspace is called so',
    'line 6: “[Section]” is no pattern with somebody behind it',
    'line 7: @payments: a group cannot be a deputy, and an endpoint has one owner',
    'line 8: “/v1/nobody/**” is no pattern with somebody behind it',
  ]);
});

test('of two lines about the same the later counts', () => {
  const { wished } = ownersInLines('/v1/ @dana\n/v1/ @eve', ['a.example'], whois);
  expect(wished).toMatchObject([{ pattern: 'a.example/v1/**', ownerId: 'UEVE', because: 'line 2' }]);
});

test.each([
  ['CODEOWNERS', true],
  ['api-owners.txt', true],
  ['shop.owners', true],
  ['.github_CODEOWNERS', true],
  ['shop.yaml', false],
  ['homeowners-faq.pdf', false],
])('%s is taken for a file of owners: %s', (name, expected) => {
  expect(looksLikeOwners({ name })).toBe(expected);
});

test('a document says it nearest first: operation, path, tag, a tag that is a group, the document', () => {
  const at = (
    path: string,
    owners: { name: string; by: 'operation' | 'path' | 'tag' | 'tag name' | 'document' }[],
  ) => ({
    method: 'GET',
    host: 'a.example',
    path,
    owners,
  });
  const { wished, notUnderstood } = ownersInDocument(
    [
      at('/v1/a', [
        { name: 'dana', by: 'operation' },
        { name: 'eve', by: 'document' },
      ]),
      at('/v1/b/{id}', [{ name: 'eve', by: 'path' }]),
      at('/v1/c', [
        { name: 'payments', by: 'tag name' },
        { name: 'eve', by: 'document' },
      ]),
      at('/v1/d', [
        { name: 'carts', by: 'tag name' },
        { name: 'eve', by: 'document' },
      ]),
      at('/v1/e', [
        { name: 'ghost', by: 'operation' },
        { name: 'eve', by: 'document' },
      ]),
    ],
    whois,
  );
  expect(wished.map(({ pattern, ownerId }) => [pattern, ownerId])).toEqual([
    ['GET a.example/v1/a', 'UDANA'],
    ['a.example/v1/b/{id}', 'UEVE'],
    ['GET a.example/v1/c', 'SPAYMENTS'],
    ['a.example/v1/**', 'UEVE'],
  ]);
  expect(notUnderstood).toEqual(['x-owner ghost: nobody and no user group of this workspace is called so']);
});

const rule = (pattern: string, ownerId: string) => ({ pattern, ownerId, deputyId: null });

test('what a file would change is counted beside the rules that stand, and the most specific of all counts', () => {
  const wish = (pattern: string, ownerId: string) => ({ ...rule(pattern, ownerId), called: ownerId, because: '' });
  const endpoints = ['GET a.example/v1/x', 'GET a.example/v1/y', 'GET a.example/z'].map((key) => ({
    key,
    ownerId: 'ULEAD',
    deputyId: null,
  }));
  const effect = effectOf(
    [wish('a.example/**', 'UDANA'), wish('a.example/nothing/**', 'UEVE'), wish('a.example/z', 'ULEAD')],
    [rule('a.example/v1/x', 'UMAX')],
    endpoints,
  );
  expect(effect.rules.map(({ pattern, endpoints }) => [pattern, endpoints])).toEqual([['a.example/**', 1]]);
  expect(effect.idle).toEqual(['a.example/nothing/**']);
  expect(effect.known).toBe(1);
});

test('looking a rule up along the path finds what comparing with every rule finds', () => {
  const part = fc.constantFrom('v1', 'v2', '*', '{id}', '{var1}', 'x');
  const pattern = fc
    .tuple(
      fc.constantFrom('', 'GET ', 'POST '),
      fc.constantFrom('a', 'b', '*'),
      fc.array(part, { maxLength: 3 }),
      fc.constantFrom('', '/**'),
    )
    .map(([method, host, parts, end]) => `${method}${[host, ...parts].join('/')}${end}`);
  const key = fc
    .tuple(
      fc.constantFrom('GET ', 'POST '),
      fc.constantFrom('a', 'b'),
      fc.array(fc.constantFrom('v1', 'v2', '{var1}', 'x'), { maxLength: 4 }),
    )
    .map(([method, host, parts]) => `${method}${[host, ...parts].join('/')}`);
  fc.assert(
    fc.property(fc.uniqueArray(pattern, { maxLength: 12 }), key, (patterns, wanted) => {
      const rules = patterns.map((each) => ({ pattern: each }));
      const found = ruleFinder(rules)(wanted);
      expect(found[0]).toEqual(mostSpecific(rules, wanted));
      expect(found.length).toBe(rules.filter((each) => matches(each.pattern, wanted)).length);
    }),
  );
});

const unowned = (key: string) => ({ key, ownerId: 'ULEAD', ownerBecause: NO_OWNER_SET, acknowledgedBy: null });
const owned = (key: string, ownerId: string) => ({ key, ownerId, ownerBecause: 'the rule', acknowledgedBy: null });
const called = (id: string) => (id === 'UGONE' ? undefined : id);

test('what somebody owned in an earlier review is proposed as theirs, and so is what lies among what is theirs', () => {
  const endpoints = [
    owned('GET a.example/v1/refunds/{var1}', 'UDANA'),
    owned('POST a.example/v1/refunds', 'UDANA'),
    unowned('DELETE a.example/v1/refunds/{var1}'),
    unowned('GET a.example/v1/carts'),
    unowned('GET a.example/v1/carts/{var1}'),
    unowned('GET b.example/v2/old'),
  ];
  const before = [
    { key: 'GET a.example/v1/carts', ownerId: 'UEVE', review: 'shop #1' },
    { key: 'GET a.example/v1/carts/{var1}', ownerId: 'UEVE', review: 'shop #1' },
    { key: 'GET b.example/v2/old', ownerId: 'UGONE', review: 'shop #1' },
  ];
  expect(
    guessedOwners(endpoints, before, called).map(({ pattern, ownerId, because }) => [pattern, ownerId, because]),
  ).toEqual([
    ['a.example/v1/carts/**', 'UEVE', 'owned it in shop #1'],
    ['a.example/v1/refunds/**', 'UDANA', 'owns all 2 other endpoints below a.example/v1/refunds'],
  ]);
});

test('where neighbours are of two owners, nothing is proposed', () => {
  const endpoints = [
    owned('GET a.example/v1/x', 'UDANA'),
    owned('GET a.example/v1/y', 'UEVE'),
    unowned('GET a.example/v1/z'),
    { ...unowned('GET a.example/v1/w'), acknowledgedBy: 'ULEAD' },
  ];
  expect(guessedOwners(endpoints, [], called)).toEqual([]);
});
