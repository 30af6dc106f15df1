/** Requests in the report: one per cause, and for an item the one that gets through. */
import { expect, test } from 'vitest';
import { assess, scanReport } from '../../src/remediation/report.ts';
import { escapeOf, withWitnesses } from '../../src/remediation/witnesses.ts';
import { CUSTOM, LOGIN, operation, rule, zone } from '../support/zone.ts';

const partners = rule('partners', 'skip', 'ip.src in {192.0.2.0/24}', {
  actionParameters: { phases: ['http_ratelimit'] },
});
const sections = { customRules: { rules: [partners, ...CUSTOM.rules] } };

function reported(snapshot = zone({ sections })) {
  const assessment = assess(snapshot);
  const times = { startedAt: snapshot.takenAt, finishedAt: snapshot.takenAt };
  return { assessment, report: scanReport(snapshot, assessment, times) };
}

test('a report holds no request by itself, for it goes into files and channels as well', () => {
  expect(JSON.stringify(reported().report)).not.toMatch(/witness|192\.0\.2\./);
});

test('for whoever asks, each control shows a request that is stopped or gets through', () => {
  const { assessment, report } = reported();
  const login = withWitnesses(report, assessment).endpoints.find(({ key }) => key === LOGIN)?.controls;
  expect(login?.['rate-limit'].witness).toMatchObject({ fields: { 'ip.src': '192.0.2.1' } });
  expect(login?.bots.witness).toMatchObject({ because: 'stopped by rule:http_request_firewall_custom/bots' });
  expect(login?.logging.witness).toMatchObject({ because: 'written down by logpush:1' });
});

test('of thousands of endpoints every distinct cause is shown, and only so many more', () => {
  const operations = Array.from({ length: 1000 }, (_, index) => operation(`op-${index}`, 'GET', `/a/${index}`));
  const last = operation('op-last', 'POST', '/v1/login', { labels: ['cf-log-in'] });
  const { assessment, report } = reported(zone({ sections: { ...sections, operations: [...operations, last] } }));
  const shown = withWitnesses(report, assessment).endpoints.flatMap(({ key, controls }) =>
    Object.values(controls).flatMap(({ witness }) => (witness ? [key] : [])),
  );
  expect(shown.length).toBeLessThanOrEqual(300);
  expect(shown).toContain(LOGIN);
});

test('an item about a gap is shown by what gets through it; an item about anything else by nothing', () => {
  const { inventory, items, judge } = reported().assessment;
  const shown = items.map((item) => [item.check, escapeOf(item, inventory.endpoints, judge)?.because] as const);
  expect(shown).toContainEqual([
    'abuse.auth-no-ratelimit',
    'rule:http_request_firewall_custom/partners lets it past rule:http_ratelimit/login',
  ]);
  expect(shown.filter(([check]) => check.startsWith('logging.')).every(([, because]) => because === undefined)).toBe(
    true,
  );
});
