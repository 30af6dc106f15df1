import { expect, test } from 'vitest';
import { checks } from '../../src/checks/index.ts';
import { PLANS } from '../../src/checks/sections/zone.ts';
import { saidOf, zone } from '../support/zone.ts';

const onEachPlan = checks.flatMap((check) => PLANS.map((plan) => [check.id, plan, check] as const));

test.each(onEachPlan)('%s calls nothing wrong on the plan %s where all is right', (_, plan, check) => {
  expect(saidOf(check, zone({ plan })).filter((line) => line.startsWith('fail'))).toEqual([]);
});
