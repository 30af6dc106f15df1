import { expect, test } from 'vitest';
import { changesInWords } from '../../src/messages/changes.ts';
import { compareSnapshots } from '../../src/review/changes.ts';
import { CUSTOM, JOBS, LOGIN_LIMIT, limit, OPERATIONS, operation, unreadable, zone } from '../support/zone.ts';

type Sections = NonNullable<NonNullable<Parameters<typeof zone>[0]>['sections']>;
type Torn = Parameters<typeof zone>[0];

/** What a person reads who reviewed the zone when all was right, and does it again. */
function said(now: Sections, before: Sections = {}, more: Torn = {}): string {
  const changes = compareSnapshots(zone({ sections: before }), zone({ sections: now, ...more }));
  return changesInWords({ since: { name: 'shop.example #1', takenAt: '2026-11-03T09:00:00Z' }, ...changes });
}
const torn = (list: string) => ({ list, pages: 2, rows: 1, reported: 2, duplicates: 0, drift: 1, complete: false });

test('a zone that is as it was', () => {
  expect(said({})).toBe('Since shop.example #1 of 3 Nov: nothing that was compared has changed.');
});

test('a rule that goes from block to log is named with both words', () => {
  const rules = [{ ...LOGIN_LIMIT, action: 'log' }];
  expect(said({ rateLimits: { rules } }, { rateLimits: { rules: [LOGIN_LIMIT] } })).toBe(
    `Since shop.example #1 of 3 Nov: 1 rule changed. Rule \`${LOGIN_LIMIT.ref ?? LOGIN_LIMIT.id}\` went from block to log.`,
  );
});

test.each<[string, Sections, Sections, RegExp]>([
  [
    'a rule is switched off',
    { rateLimits: { rules: [{ ...LOGIN_LIMIT, enabled: false }] } },
    { rateLimits: { rules: [LOGIN_LIMIT] } },
    /went from on to off/,
  ],
  [
    'a rule has another expression',
    { rateLimits: { rules: [{ ...LOGIN_LIMIT, expression: 'true' }] } },
    { rateLimits: { rules: [LOGIN_LIMIT] } },
    /was edited/,
  ],
  ['a rule is gone', { customRules: { rules: CUSTOM.rules.slice(1) } }, {}, /1 rule gone\. Rule `[^`]+` is gone/],
  [
    'an endpoint is new',
    { operations: [...OPERATIONS, operation('new', 'GET', '/v9/new')] },
    {},
    /1 endpoint new\. Endpoint `GET [^`]*\/v9\/new` is new/,
  ],
  [
    'a setting',
    { urlNormalization: { type: 'cloudflare', scope: 'none' } },
    {},
    /Setting `scope` went from \w+ to none/,
  ],
  [
    'a job is switched off',
    { logpushZone: JOBS.map((job) => ({ ...job, enabled: false })) },
    {},
    /Logpush jobs? changed.*from on to off/,
  ],
])('%s', (_, now, before, words) => {
  expect(said(now, before)).toMatch(words);
});

test('a setting that was not told one of the two times has not changed', () => {
  const rewrites = [{ id: 'r', action: 'rewrite', expression: 'true', path: { value: '/v2' } }];
  const normalised = (more: object) => ({ urlNormalization: { type: 'cloudflare', scope: 'incoming', ...more } });
  expect(said(normalised({ rewrites: null }), normalised({ rewrites }))).toMatch(/nothing that was compared/);
  expect(said({ originTls: { enabled: null } }, { originTls: { enabled: true } })).toMatch(/nothing that was compared/);
  expect(said(normalised({ rewrites: [] }), normalised({ rewrites }))).toMatch(/Setting `rewrites` was edited/);
});

test('when a rule was last edited, or a token last used, is no change', () => {
  const rule = (lastUpdated: string) => ({ rateLimits: { rules: [{ ...LOGIN_LIMIT, lastUpdated }] } });
  expect(said(rule('2026-11-20T00:00:00Z'), rule('2026-10-01T00:00:00Z'))).toMatch(/nothing that was compared/);
});

test('what was not read one of the two times is not called gone, and that is said', () => {
  for (const state of ['failed', 'no_permission'] as const) {
    for (const [now, before] of [
      [unreadable(state), undefined],
      [undefined, unreadable(state)],
    ] as const) {
      const text = said(now ? { rateLimits: now } : {}, before ? { rateLimits: before } : {});
      expect(text).toBe(
        'Since shop.example #1 of 3 Nov: nothing that was compared has changed. Not compared, as it was not read whole both times: rateLimits.',
      );
    }
  }
});

test('a torn list proves nothing gone', () => {
  const text = said({ operations: OPERATIONS.slice(1) }, {}, { certificates: [torn('operations')] });
  expect(text).toMatch(/nothing that was compared has changed\. Not compared.*operations/);
});

test('of ten thousand changes the first are named, and all are counted', () => {
  const many = Array.from({ length: 10_000 }, (_, index) => operation(`o${index}`, 'GET', `/v9/${index}`));
  const changes = compareSnapshots(zone(), zone({ sections: { operations: [...OPERATIONS, ...many] } }));
  expect(changes.counts).toEqual([{ what: 'endpoint', added: 10_000, removed: 0, changed: 0 }]);
  expect(changes.shown).toHaveLength(5);
});

test('names from outside stay what they are: no mention, no link, no key of ours', () => {
  const hostile = { ...limit('__proto__', 'true'), ref: '__proto__`<!channel>\n*' };
  const text = said({ rateLimits: { rules: [hostile] } }, { rateLimits: { rules: [] } });
  expect(text).toContain('1 rule new');
  expect(text).not.toContain('<!channel>');
  expect(text).not.toContain('\n');
});

test('the audit log is a witness of a change when it names the very thing, and of nothing older or other', () => {
  const entry = {
    id: 'a1',
    time: '2026-11-05T10:00:00Z',
    action: 'update',
    result: 'success',
    product: 'rulesets',
    resourceType: 'rule',
    resourceId: LOGIN_LIMIT.id,
    zoneId: null,
    context: 'api_token',
  };
  const told = (changes: (typeof entry)[]) => {
    const before = { ...zone({ sections: { rateLimits: { rules: [LOGIN_LIMIT] } } }), takenAt: '2026-11-03T09:00:00Z' };
    const now = zone({
      sections: {
        rateLimits: { rules: [{ ...LOGIN_LIMIT, action: 'log' }] },
        auditLog: { since: '2026-10-01T00:00:00Z', changes },
      },
    });
    const { shown } = compareSnapshots(before, now);
    return shown.map((change) =>
      changesInWords({ since: { name: 's', takenAt: before.takenAt }, counts: [], shown: [change], notCompared: [] }),
    );
  };
  expect(told([entry])[0]).toContain('went from block to log (Thursday 5 Nov, by an API token, says the audit log)');
  for (const other of [
    { ...entry, resourceId: 'another' },
    { ...entry, time: '2026-11-02T10:00:00Z' },
    { ...entry, result: 'failure' },
  ])
    expect(told([other])[0]).not.toContain('audit log');
});
