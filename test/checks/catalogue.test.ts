import { access, readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { catalogue } from '../../src/checks/catalogue.ts';
import { checks } from '../../src/checks/index.ts';

test('docs/checks.md is what the checks say today; `npm run catalogue` writes it again', async () => {
  expect(await readFile(new URL('../../docs/checks.md', import.meta.url), 'utf8')).toBe(catalogue(checks));
});

test.each(checks.map((check) => [check.id, check] as const))(
  '%s is a file of that name, in its step',
  async (id, check) => {
    const [room = '', problem = ''] = id.split('.');
    await access(new URL(`../../src/checks/${room}/${problem}.ts`, import.meta.url));
    expect(ROOMS.indexOf(room) + 1).toBe(check.step);
  },
);

test('no two checks share an id, and they stand in the order of the steps', () => {
  expect(new Set(checks.map(({ id }) => id)).size).toBe(checks.length);
  const steps = checks.map(({ step }) => step);
  expect(steps).toEqual([...steps].sort((a, b) => a - b));
});

const ROOMS = ['inventory', 'auth', 'authz', 'input', 'abuse', 'machine', 'logging', 'remediation'];
