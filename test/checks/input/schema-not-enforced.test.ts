import { expect, test } from 'vitest';
import check from '../../../src/checks/input/schema-not-enforced.ts';
import { CUSTOM, operation, PRODUCTS, rule, saidOf, unreadable, zone } from '../../support/zone.ts';

const activeSchema = { id: 'sch-1', name: 'shop.json' };
const products = (mitigationAction: string | null) => [
  operation('op-products', 'GET', '/v1/products', { schemaInfo: { activeSchema, mitigationAction } }),
];
const violated = (expression: string, action = 'block') => ({
  customRules: { rules: [...CUSTOM.rules, rule('violated', action, expression)] },
});

test.each([
  ['its own action is none', products('none'), {}, [`fail medium: ${PRODUCTS}`]],
  ['it inherits none', products(null), { schemaSettings: { defaultAction: 'none' } }, [`fail medium: ${PRODUCTS}`]],
  ['it inherits block', products(null), {}, []],
  ['its action is log', products('log'), {}, []],
  [
    'it has no schema to enforce',
    [operation('op-products', 'GET', '/v1/products', { schemaInfo: { activeSchema: null } })],
    {},
    [],
  ],
  [
    'the zone-wide override is another finding',
    products('block'),
    { schemaSettings: { defaultAction: 'block', overrideAction: 'none' } },
    [],
  ],
  [
    'a rule acts on violations everywhere',
    products('none'),
    violated('cf.schema_validation.uploaded.violated', 'log'),
    [],
  ],
  [
    'a rule acts on violations elsewhere',
    products('none'),
    violated('http.host eq "other.shop.example" and cf.schema_validation.uploaded.violated'),
    [`fail medium: ${PRODUCTS}`],
  ],
  [
    'account rules were not read',
    products('none'),
    { accountRulesets: unreadable('no_permission') },
    ['unknown no_permission'],
  ],
  ['the action is a new word', products('shadow'), {}, [`unknown not_understood: ${PRODUCTS}`]],
])('%s', (_, operations, sections, said) => {
  expect(saidOf(check, zone({ sections: { operations, ...sections } }))).toEqual(said);
});
