import { anywhereOn } from '../anywhere.ts';
import { defineCheck, fail } from '../check.ts';
import { actingOn } from '../controls/judge-rules.ts';
import { asksFor, NO_CERTIFICATE } from '../controls/mtls.ts';
import { undecided } from '../unread.ts';

export default defineCheck({
  id: 'machine.mtls-host-unenforced',
  step: 6,
  title: 'Hosts that ask for a client certificate and let everybody in without one',
  gap: 'certificate not required',
  change: 'rejects',
  severity: 'high',
  needs: ['operations', 'mtlsHosts', 'customRules'],
  uses: ['accountRulesets'],
  why: 'The certificate is requested, never required: only a rule on its verification stops a caller without one.',
  fix: 'Add a custom rule that blocks requests to the host without a verified certificate; log first where the plan can.',
  standards: ['API2:2023'],

  evaluate({ mtlsHosts, endpoints, phases: { custom }, tools, sections }) {
    const blocking = actingOn(custom.rules, ['cf.tls_client_auth.cert_verified'], tools).filter(
      ({ rule }) => rule.action === 'block',
    );
    return [...new Set(mtlsHosts.flatMap(({ hostnames }) => hostnames.map((name) => name.toLowerCase())))]
      .sort()
      .flatMap((host) => {
        const onHost = endpoints.filter((endpoint) => asksFor(host, endpoint.host) !== 'never');
        const targets = onHost.length > 0 ? onHost : anywhereOn(host.replace(/^\*\./, '{hostVar1}.'));
        const answers = blocking.flatMap(({ when }) =>
          targets.map((target) => tools.prover.holds(when, target, NO_CERTIFICATE)),
        );
        if (answers.some((holds) => holds === 'always' || holds === 'maybe')) return [];
        const subject = `host:${host}`;
        if (!custom.complete || answers.includes('not_understood')) return [undecided(sections, subject)];
        return [fail(subject, { touches: onHost.map(({ key }) => key) })];
      });
  },
});
