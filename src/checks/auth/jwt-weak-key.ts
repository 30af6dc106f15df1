/** Weak is a secret that issuer and verifiers share, whatever it signs; that keys are old or alone is for machine.jwt-key-rotation to say, and is not said twice. */
import { defineCheck, fail, type Problem, unknown } from '../check.ts';
import { selects } from '../controls/jwt.ts';
import type { SectionValues } from '../snapshot.ts';

export default defineCheck({
  id: 'auth.jwt-weak-key',
  step: 2,
  title: 'Tokens signed with a shared secret',
  gap: 'shared signing secret',
  change: 'origin',
  severity: 'low',
  needs: ['operations', 'jwtConfigs', 'jwtRules'],
  why: 'Whoever can check such a token can make one: with HS256 and its like each service, and each partner or app that was given the secret, signs as well as the issuer.',
  fix: 'Let the issuer sign with a key pair (ES256 or RS256), add its public key to the token configuration beside the secret, and remove the secret once the last token it signed has expired. An update names every key that is to stay.',
  standards: ['API2:2023'],

  evaluate({ jwtConfigs, jwtRules, endpoints }) {
    return jwtConfigs.flatMap(({ id, title, keys }): Problem[] => {
      const subject = `jwt-config:${id}`;
      const secrets = keys.filter((key) => isSecret(key) === true);
      if (secrets.length === 0) {
        const told = keys.length > 0 && keys.every((key) => isSecret(key) === false);
        return told ? [] : [unknown(subject, 'not_understood')];
      }
      const used = jwtRules.filter(({ enabled, expression }) => enabled && expression.includes(id));
      const judged = endpoints.filter(
        ({ host, operationId }) =>
          operationId !== undefined && used.some((rule) => selects(rule, host, operationId) !== false),
      );
      const spread = judged.some(({ audience }) => audience === 'partner' || audience === 'mobile');
      return [
        fail(subject, {
          severity: spread ? 'medium' : 'low',
          touches: judged.map(({ key }) => key),
          facts: { title, keys: secrets.map(({ kid }) => kid), partnersOrApps: spread },
        }),
      ];
    });
  },
});

type Key = SectionValues['jwtConfigs'][number]['keys'][number];

/** Undefined where the key says neither its algorithm nor its kind. */
function isSecret({ alg, kty }: Key): boolean | undefined {
  if (alg !== null) return /^HS\d/i.test(alg);
  return kty === null ? undefined : kty.toLowerCase() === 'oct';
}
