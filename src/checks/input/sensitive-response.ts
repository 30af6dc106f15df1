/** Two causes: responses in which Cloudflare found sensitive data, by label, and endpoints at whose responses nothing looks. The second is asked on Enterprise only, where the ruleset is to be had. */
import type { Endpoint } from '../../inventory/endpoint.ts';
import { defineCheck, fail, type Problem, unknown } from '../check.ts';
import type { Prover } from '../controls/prover.ts';
import { failEach } from '../labelled.ts';
import { isObserved } from '../observed.ts';
import type { SectionValues } from '../snapshot.ts';
import { doubts } from '../unread.ts';

const LABEL = 'cf-risk-sensitive';
const SENSITIVE_DATA_DETECTION = 'e22d83c647c64a3eae91b71b499d988e';

export default defineCheck({
  id: 'input.sensitive-response',
  step: 4,
  title: 'Responses hold sensitive data',
  gap: 'sensitive data in responses',
  change: 'origin',
  severity: 'high',
  evidenceKind: 'indicated',
  needs: ['operations', 'labels'],
  uses: ['responseRules'],
  why: 'Card numbers, keys or personal data in a response reach whoever gets hold of one credential, and nothing at the edge takes them out.',
  fix: 'Return only the fields that the caller needs, masked where they are only shown; the sampled events under Security › Analytics, service Data Loss Protection, tell what was found.',
  standards: ['API3:2023'],

  evaluate({ endpoints, labels, tools: { prover }, zone, sections }) {
    return [
      ...failEach(LABEL, { endpoints, labels }),
      ...(zone.plan === 'enterprise' ? unwatched(sections, endpoints.filter(isObserved), prover) : []),
    ];
  },
});

const UNWATCHED = {
  cause: 'ruleset',
  severity: 'low',
  title: 'Nothing looks for sensitive data in responses',
  fix: 'Deploy the Sensitive Data Detection ruleset for these hosts in Security › Security rules; it only writes down what it finds. It is part of the advanced application security of Enterprise.',
  change: 'upkeep',
  evidenceKind: 'provable',
} as const;

type Sections = Parameters<Parameters<typeof defineCheck<'labels', 'responseRules'>>[0]['evaluate']>[0]['sections'];

function unwatched({ responseRules }: Sections, endpoints: readonly Endpoint[], prover: Prover): Problem[] {
  if (responseRules.state !== 'read') return doubts({ responseRules });
  const { rules, account } = responseRules.value;
  const looking = [...rules, ...(account?.rules ?? [])].filter(looks);
  return endpoints.flatMap(({ key, ...target }): Problem[] => {
    const answers = looking.map(({ expression }) => prover.holds([expression], target));
    if (answers.some((holds) => holds === 'always' || holds === 'maybe')) return [];
    if (answers.includes('not_understood')) return [unknown(key, 'not_understood')];
    return rules.some(executes) || account ? [fail(key, UNWATCHED)] : [unknown(null, 'failed', NOT_READ)];
  });
}

/** The account may have it executed for all its zones. */
const NOT_READ = { facts: { section: 'responseRules', detail: 'what the account has looked for was not read' } };

type Rule = SectionValues['responseRules']['rules'][number];
const executes = ({ action }: Rule): boolean => action === 'execute';

function looks(rule: Rule): boolean {
  const { id, overrides } = rule.actionParameters ?? {};
  return rule.enabled && executes(rule) && id === SENSITIVE_DATA_DETECTION && overrides?.enabled !== false;
}
