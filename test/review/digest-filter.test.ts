/** What a channel wants to hear of. */
import { expect, test } from 'vitest';
import { type FilterProblem, parseFilter, type Told, toldOf } from '../../src/review/digest-filter.ts';
import { endpoint, finding } from '../support/review-rows.ts';

const told = (more: Partial<Told> = {}): Told => ({
  owners: ['UDANA'],
  hosts: ['api.shop.example'],
  severity: 'high',
  steps: [5],
  ...more,
});

test.each([
  ['owner:<@UDANA|dana>', true],
  ['owner:UEVE1', false],
  ['owner:<!subteam^SPAYMENTS|@payments>', false],
  ['host:api.shop.example', true],
  ['host:*.shop.example', true],
  ['host:*', true],
  ['host:a*i.shop.*', true],
  ['host:api.shop.example*e', false],
  ['host:apiXshop.example', false],
  ['host:shop.example', false],
  ['severity:high', true],
  ['severity:critical', false],
  ['SEVERITY:Low', true],
  ['step:5', true],
  ['step:4', false],
  ['not step:4', true],
  ['not not step:5', true],
  ['step:4 or step:5', true],
  ['step:4 and step:5', false],
  ['step:5 severity:high', true],
  ['step:4 or step:5 and severity:critical', false],
  ['(step:4 or step:5) and severity:high', true],
  ['not (step:4 or step:5)', false],
  ['not step:4 and not step:5', false],
])('%s: %s', (text, expected) => {
  expect(parseFilter(text)(told())).toBe(expected);
});

test('what has no severity is not of low severity, and what has no host is on none', () => {
  expect(parseFilter('severity:info')(told({ severity: undefined }))).toBe(false);
  expect(parseFilter('host:*')(told({ hosts: [] }))).toBe(false);
});

test.each([
  ['', 'It ends where a condition was to come.'],
  ['step:5 and', 'It ends where a condition was to come.'],
  ['or step:5', 'A condition is owner:, host:, severity: or step: with a value.'],
  ['(step:5', 'A parenthesis is not closed.'],
  ['step:5)', 'A parenthesis is closed that was not opened.'],
  ['step:9', 'A step is a number from 1 to 8.'],
  ['severity:bad', 'A severity is one of info, low, medium, high, critical, and means at least that.'],
  ['owner:dana', 'An owner is a mention, as in owner:@dana.'],
  [`${'('.repeat(200)}step:5`, 'It is nested too deeply.'],
  [`host:${'a'.repeat(600)}`, 'A filter may have up to 500 characters.'],
])('%s cannot be meant', (text, words) => {
  const problem = () => {
    try {
      parseFilter(text);
    } catch (error) {
      return (error as FilterProblem).message;
    }
    return undefined;
  };
  expect(problem()).toBe(words);
});

test('many stars take no time', () => {
  const started = performance.now();
  parseFilter(`host:${'*a'.repeat(200)}`)(told({ hosts: [`${'a'.repeat(252)}b`] }));
  expect(performance.now() - started).toBeLessThan(500);
});

test('a thing is about its endpoints, and what is about none is the lead’s', () => {
  const [key, other] = ['POST api.shop.example/v1/login', 'zone:shop.example'];
  const about = toldOf(new Map([[key, endpoint(key, { ownerId: 'UDANA', deputyId: 'UEVE' })]]), 'ULEA');
  expect(about([key], [finding({ severity: 'low' }), finding({ severity: 'high', step: 2 })])).toEqual({
    owners: ['UDANA', 'UEVE'],
    hosts: ['api.shop.example'],
    severity: 'high',
    steps: [5, 2],
  });
  expect(about([other], [finding({ outcome: 'unknown' })])).toEqual({
    owners: ['ULEA'],
    hosts: [],
    severity: undefined,
    steps: [5],
  });
});
