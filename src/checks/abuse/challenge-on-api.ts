import { defineCheck, fail } from '../check.ts';
import { isObserved } from '../observed.ts';
import { unreadRules } from '../unread.ts';

export default defineCheck({
  id: 'abuse.challenge-on-api',
  step: 5,
  title: 'Challenges that no API client can solve',
  gap: 'challenged clients',
  change: 'rejects',
  severity: 'medium',
  needs: ['operations', 'customRules', 'rateLimits', 'bots'],
  uses: ['accountRulesets'],
  why: 'Programs and mobile apps cannot answer a page; the outage is then repaired with a skip rule.',
  fix: 'Block or limit instead, or narrow the rule to pages that browsers open.',
  standards: ['API8:2023'],

  evaluate({ endpoints, bots, phases: { custom, rateLimits }, tools: { prover }, zone, sections }) {
    const observed = endpoints.filter(isObserved);
    const rules = [...custom.rules, ...rateLimits.rules].filter(({ rule }) => CHALLENGES.has(rule.action ?? ''));
    const setting =
      [bots.definitelyAutomated, bots.likelyAutomated].includes('managed_challenge') ||
      (bots.product === 'bot-fight-mode' && bots.fightMode === true);
    return [
      ...rules.flatMap(({ subject, when }) => {
        const named = namesEndpoints(when.flatMap((text) => prover.fields(text)));
        const met = prover
          .over(when, observed)
          .filter(({ holds }) => holds === 'always' || (holds === 'maybe' && named));
        return met.length > 0 ? [fail(subject, { cause: subject, touches: met.map(({ target }) => target.key) })] : [];
      }),
      ...(setting && observed.length > 0
        ? [fail(`zone:${zone.name}`, { cause: 'setting', facts: { setting: bots.product } })]
        : []),
      ...unreadRules([custom, rateLimits], sections),
    ];
  },
});

const CHALLENGES: ReadonlySet<string> = new Set(['challenge', 'js_challenge', 'managed_challenge']);

/** A rule that names paths and still may hold for an API endpoint is meant for it. */
function namesEndpoints(fields: readonly string[]): boolean {
  return fields.some(
    (field) => field.startsWith('http.request.uri') || field === 'http.host' || field === 'cf.web_asset.labels',
  );
}
