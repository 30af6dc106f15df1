import { defineCheck, fail } from '../check.ts';
import { actingOn } from '../controls/judge-rules.ts';
import { doubts } from '../unread.ts';

export default defineCheck({
  id: 'machine.mtls-no-revocation',
  step: 6,
  title: 'Revoked client certificates are still let in',
  gap: 'revocation not checked',
  change: 'rejects',
  severity: 'medium',
  needs: ['customRules'],
  uses: ['accountRulesets'],
  why: 'A certificate that was withdrawn is still well signed: only the rule can tell.',
  fix: 'Let the rule turn revoked certificates away as well.',
  standards: ['API2:2023'],

  evaluate({ phases: { custom }, tools, sections }) {
    return [
      ...actingOn(custom.rules, ['cf.tls_client_auth.cert_verified'], tools)
        .filter(({ when }) => when.every((text) => tools.prover.understands(text)))
        .filter(
          ({ when }) => !when.some((text) => tools.prover.fields(text).includes('cf.tls_client_auth.cert_revoked')),
        )
        .map(({ subject }) => fail(subject, { cause: subject })),
      ...doubts(sections),
    ];
  },
});
