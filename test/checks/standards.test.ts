import { expect, test } from 'vitest';
import { checks } from '../../src/checks/index.ts';

const OWASP_API_2023 = Array.from({ length: 10 }, (_, index) => `API${index + 1}:2023`);

test.each(checks.map((check) => [check.id, check] as const))('%s names risks of the OWASP list of 2023', (_, check) => {
  expect(OWASP_API_2023).toEqual(expect.arrayContaining([...check.standards]));
  expect(check.standards.length).toBeGreaterThan(0);
});

test('API10, which is about what is consumed from others, is said of no check: insufficient logging left the list in 2023', () => {
  expect(checks.filter(({ standards }) => standards.includes('API10:2023')).map(({ id }) => id)).toEqual([]);
});
