import { expect, test } from 'vitest';
import { checks } from '../../src/checks/index.ts';
import { saidOf, zone } from '../support/zone.ts';

test.each(checks.map((check) => [check.id, check] as const))('%s has nothing to say where all is right', (_, check) => {
  expect(saidOf(check, zone())).toEqual([]);
});
