/** Which credentials run out soon. */
import { expect, test } from 'vitest';
import { expiringIn } from '../../src/review/expiring.ts';
import { unreadable, zone } from '../support/zone.ts';

const on = (days: number) => new Date(Date.parse(zone().takenAt) + days * 86_400_000).toISOString();
const token = (name: string, days: number, more: object = {}) => ({ id: name, name, expiresAt: on(days), ...more });
const names = (sections: NonNullable<Parameters<typeof zone>[0]>['sections']) =>
  expiringIn(
    zone({ sections: { clientCertificates: [], authorities: [], accessCertificates: [], apiTokens: [], ...sections } }),
  ).map(({ name }) => name);

test('what runs out within weeks, the first to run out first; not what has, what is off, or what never does', () => {
  expect(
    names({
      serviceTokens: [
        token('late', 60),
        token('third', 40),
        token('first', 2),
        token('past', -1),
        token('off', 5, { enabled: false }),
        { id: 'never', name: 'never', expiresAt: null },
        { id: 'odd', name: 'odd', expiresAt: 'soon' },
      ],
    }),
  ).toEqual(['first', 'third']);
});

test('a section that was not read names none', () => {
  expect(names({ serviceTokens: unreadable('no_permission') })).toEqual([]);
});
