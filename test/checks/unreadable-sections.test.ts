import { describe, expect, test } from 'vitest';
import { checks } from '../../src/checks/index.ts';
import { findingsOf, saidOf, unreadable, zone } from '../support/zone.ts';

const needing = checks.flatMap((check) =>
  check.needs.map((section) => ({ check, section, name: `${check.id} without ${section}` })),
);
const using = checks.flatMap((check) =>
  check.uses.map((section) => ({ check, section, name: `${check.id} without ${section}` })),
);

describe('a section that was not read', () => {
  test.each(needing)('$name gives one unknown and names no subject', ({ check, section }) => {
    for (const state of ['no_permission', 'failed'] as const) {
      const said = saidOf(check, zone({ sections: { [section]: unreadable(state) } }));
      expect(said).toEqual([`unknown ${state}`]);
    }
    expect(saidOf(check, zone({ sections: { [section]: unreadable('skipped') } }))).toEqual(['unknown failed']);
  });

  test.each(needing)('$name is not entitled where the plan lacks it', ({ check, section }) => {
    expect(saidOf(check, zone({ sections: { [section]: unreadable('not_entitled') } }))).toEqual(['not_entitled']);
  });

  test.each(using)('$name never fails for that alone, and names no subject it cannot prove', ({ check, section }) => {
    for (const state of ['no_permission', 'failed', 'skipped'] as const) {
      const said = saidOf(check, zone({ sections: { [section]: unreadable(state) } }));
      expect(said.filter((line) => line.startsWith('fail'))).toEqual([]);
    }
  });

  test.each(checks.map((check) => [check.id, check] as const))(
    '%s says nothing of a zone of which nothing was read',
    (_, check) => {
      const dark = Object.fromEntries(
        [...check.needs, ...check.uses].map((name) => [name, unreadable('no_permission')]),
      );
      const found = findingsOf(check, zone({ sections: dark }));
      expect(found.map(({ outcome, subjects }) => ({ outcome, subjects }))).toEqual(
        found.map(() => ({ outcome: 'unknown', subjects: [] })),
      );
      expect(found.length).toBeGreaterThan(0);
    },
  );
});
