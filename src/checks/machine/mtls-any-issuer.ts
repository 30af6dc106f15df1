/** A rule names its issuer itself, or another rule that stops requests does so for the same host; a fingerprint names it too, the name of a subject does not. */
import type { Endpoint } from '../../inventory/endpoint.ts';
import { defineCheck, fail, type Problem } from '../check.ts';
import { actingOn } from '../controls/judge-rules.ts';
import { NO_CERTIFICATE } from '../controls/mtls.ts';
import { doubts, undecided } from '../unread.ts';

const VERIFIED = 'cf.tls_client_auth.cert_verified';
const ISSUER = [
  'cf.tls_client_auth.cert_issuer_',
  'cf.tls_client_auth.cert_fingerprint_',
  'cf.tls_client_auth.cert_ski',
];

export default defineCheck({
  id: 'machine.mtls-any-issuer',
  step: 6,
  title: 'Client certificates of any authority are let in',
  gap: 'any issuer accepted',
  change: 'rejects',
  severity: 'medium',
  needs: ['operations', 'mtlsHosts', 'customRules'],
  uses: ['accountRulesets'],
  why: 'A verified certificate only means that some authority associated with the host signed it: one made for another partner, or by another authority, opens the door as well.',
  fix: 'Let the rule also stop certificates whose issuer is not the one meant (cf.tls_client_auth.cert_issuer_ski ne "…"); in log mode first where the plan can.',
  standards: ['API2:2023'],

  evaluate({ mtlsHosts, endpoints, phases: { custom }, tools, sections }) {
    const { prover } = tools;
    const pins = actingOn(custom.rules, ISSUER, tools).filter(({ rule }) => rule.action !== 'log');
    const hosts = [...new Set(mtlsHosts.flatMap(({ hostnames }) => hostnames))].sort();
    const authoritiesOf = (host: string) => mtlsHosts.filter(({ hostnames }) => hostnames.includes(host)).length;
    const onHost = (host: string): Target[] => {
      const known = endpoints.filter((endpoint) => endpoint.host === host);
      return known.length > 0 ? known : [anything(host)];
    };
    const meets = (when: readonly string[], host: string, given: { [VERIFIED]: boolean }) => {
      const answers = onHost(host).map((target) => prover.holds(when, target, given));
      return ['always', 'maybe', 'not_understood'].find((holds) => answers.some((answer) => answer === holds));
    };

    const problems = actingOn(custom.rules, [VERIFIED], tools)
      .filter(({ when }) => when.every(prover.understands) && !when.some((text) => namesIssuer(prover.fields(text))))
      .flatMap(({ subject, when }): Problem[] => {
        const asked = hosts.filter((host) => meets(when, host, NO_CERTIFICATE) !== undefined);
        const pinnedBy = (host: string) => pins.map((pin) => meets(pin.when, host, { [VERIFIED]: true }));
        const open = asked.filter((host) => pinnedBy(host).every((holds) => holds === undefined));
        if (open.length === 0) {
          const unclear = asked.some((host) => pinnedBy(host).every((holds) => !holds || holds === 'not_understood'));
          return unclear ? [undecided(sections, subject)] : [];
        }
        const authorities = Math.max(...open.map(authoritiesOf));
        return [
          fail(subject, {
            cause: subject,
            severity: authorities > 1 ? 'high' : 'medium',
            touches: endpoints.filter(({ host }) => open.includes(host)).map(({ key }) => key),
            facts: { hosts: open, authorities },
          }),
        ];
      });
    // the issuer may be named in rules that were not read
    const unread = doubts(sections);
    return unread.length > 0 ? unread : problems;
  },
});

type Target = Pick<Endpoint, 'method' | 'host' | 'path' | 'labels'>;

const namesIssuer = (fields: readonly string[]): boolean =>
  fields.some((field) => ISSUER.some((prefix) => field.startsWith(prefix)));

const anything = (host: string): Target => ({ method: 'GET', host, path: '/{var1}', labels: [] });
