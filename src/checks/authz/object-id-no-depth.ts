import { isSensitive } from '../../inventory/classify.ts';
import { defineCheck, fail } from '../check.ts';
import type { EffectiveRule } from '../controls/effective-rules.ts';
import { acts, countsSessions, type Tools } from '../controls/judge-rules.ts';
import { hasVariable, isObserved } from '../observed.ts';
import { doubt, undecided } from '../unread.ts';

export default defineCheck({
  id: 'authz.object-id-no-depth',
  step: 3,
  title: 'Endpoints with an object id where nothing at the edge slows guessing',
  gap: 'ids can be guessed',
  change: 'rejects',
  severity: 'medium',
  needs: ['operations', 'rateLimits', 'customRules'],
  uses: ['accountRulesets', 'sequenceRules'],
  why: 'When the check in the application fails, a limit per session, a sequence or a rule on a claim is what keeps one caller from walking through all objects.',
  fix: 'Limit requests per session on these endpoints, and keep the check of ownership in the application.',
  standards: ['API1:2023'],

  evaluate({ endpoints, phases, tools, sections }) {
    const { sequenceRules } = sections;
    const inSequence = new Set(
      sequenceRules.state === 'read' ? sequenceRules.value.flatMap(({ operationIds }) => operationIds) : [],
    );
    const slowing = [
      ...phases.rateLimits.rules.filter((rule) => acts(rule) && countsSessions(rule)),
      ...phases.custom.rules.filter((rule) => acts(rule) && readsIdentity(rule, tools)),
    ];
    const complete = phases.rateLimits.complete && phases.custom.complete;

    return endpoints
      .filter((endpoint) => isObserved(endpoint) && hasVariable(endpoint) && isSensitive(endpoint))
      .filter(({ operationId }) => operationId === undefined || !inSequence.has(operationId))
      .flatMap((endpoint) => {
        const answers = tools.prover.near(slowing, endpoint).map(({ when }) => tools.prover.holds(when, endpoint));
        if (answers.some((holds) => holds === 'always' || holds === 'maybe')) return [];
        if (!complete || answers.includes('not_understood') || doubt({ sequenceRules })) {
          return [undecided(sections, endpoint.key)];
        }
        const guessed = endpoint.labels.some((label) => label.startsWith('cf-risk-bola-'));
        return [fail(endpoint.key, { severity: guessed ? 'high' : 'medium' })];
      });
  },
});

function readsIdentity({ when }: EffectiveRule, { prover }: Tools): boolean {
  return when.some((condition) =>
    prover
      .fields(condition)
      .some((field) => field.startsWith('http.request.jwt.claims') || field.startsWith('cf.sequence.')),
  );
}
