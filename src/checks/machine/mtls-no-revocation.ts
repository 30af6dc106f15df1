import { defineCheck, fail, type Problem, unknown } from '../check.ts';
import { actingOn } from '../controls/judge-rules.ts';
import { NO_CERTIFICATE } from '../controls/mtls.ts';
import { unreadRules } from '../unread.ts';

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

  evaluate({ endpoints, phases: { custom }, tools, sections }) {
    const { prover } = tools;
    const revoking = actingOn(custom.rules, [REVOCATION], tools);
    const problems = actingOn(custom.rules, ['cf.tls_client_auth.cert_verified'], tools).flatMap((rule): Problem[] => {
      const { subject, when } = rule;
      if (!when.every((text) => prover.understands(text))) return [unknown(subject, 'not_understood')];
      if (when.some((text) => prover.fields(text).includes(REVOCATION))) return [];
      const asked = prover.over(when, endpoints, NO_CERTIFICATE).map(({ target }) => target);
      // another rule may turn revoked certificates away
      const open = asked.filter(
        (endpoint) =>
          !prover.near(revoking, endpoint).some((other) => prover.holds(other.when, endpoint, REVOKED) !== 'never'),
      );
      if (open.length === 0 && revoking.length > 0) return [];
      return [fail(subject, { cause: subject, touches: asked.map(({ key }) => key) })];
    });
    // and it may stand where nobody could read
    const unread = unreadRules([custom], sections);
    return unread.length > 0 ? unread : problems;
  },
});

const REVOCATION = 'cf.tls_client_auth.cert_revoked';
const REVOKED = { 'cf.tls_client_auth.cert_verified': true, [REVOCATION]: true };
