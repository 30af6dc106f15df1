import { expect, test } from 'vitest';
import check from '../../../src/checks/authz/app-attestation-missing.ts';
import type { Answer } from '../../../src/checks/check.ts';
import { ORDER, saidOf, zone } from '../../support/zone.ts';

const said = (value: string, endpointKeys: Answer['endpointKeys'] = [ORDER]): Answer[] => [
  { question: 'authz.object-checks', endpointKeys, value, evidence: 'stated' },
];

test.each([
  ['nobody answered', [], [`unknown not_understood: ${ORDER}`]],
  ['the owner is not sure', said('not-sure'), [`unknown not_understood: ${ORDER}`]],
  [
    'the owner answered for another endpoint',
    said('tested', ['GET api.shop.example/v1/carts/{var1}']),
    [`unknown not_understood: ${ORDER}`],
  ],
  ['it is checked and tested', said('tested'), []],
  [
    'the owner is not sure of what was said of the whole review',
    [...said('tested', 'review'), ...said('not-sure')],
    [`unknown not_understood: ${ORDER}`],
  ],
  ['it is checked for the whole review', said('untested', 'review'), []],
  ['it is not checked', said('none'), [`fail high: ${ORDER}`]],
])('%s', (_, answers, expected) => {
  expect(saidOf(check, zone(), answers)).toEqual(expected);
});
