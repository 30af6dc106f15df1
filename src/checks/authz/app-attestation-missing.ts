import { defineCheck, fail, unknown } from '../check.ts';
import { given } from '../given.ts';
import { hasVariable, isObserved } from '../observed.ts';
import { objectsReached } from './answer-contradicted.ts';
import { reachedBy } from './bola-scan-finding.ts';

const QUESTION = 'authz.object-checks';

export default defineCheck({
  id: 'authz.app-attestation-missing',
  step: 3,
  title: 'Nobody has confirmed that the application checks who owns an object',
  gap: 'ownership check not confirmed',
  change: 'origin',
  severity: 'info',
  evidenceKind: 'stated',
  needs: ['operations'],
  uses: ['bolaScans'],
  why: 'Only the application knows whose object an id names: no configuration can show that it checks.',
  fix: 'Have the owner answer, and test with two accounts that neither reaches the objects of the other.',
  standards: ['API1:2023', 'API5:2023'],

  evaluate({ endpoints, answers, zone, sections: { bolaScans } }) {
    const said = given(QUESTION, answers, endpoints);
    const reached = reachedBy(bolaScans, endpoints, zone);
    return endpoints
      .filter((endpoint) => isObserved(endpoint) && hasVariable(endpoint))
      .flatMap((endpoint) => {
        const { key } = endpoint;
        const answer = said.get(key);
        if (answer === undefined || answer === 'not-sure') return [unknown(key, 'not_understood')]; // nobody's silence says that it is not checked
        // what the evidence speaks against confirms nothing
        if (answer !== 'none' && objectsReached(endpoint, reached)) return [unknown(key, 'not_understood')];
        return answer === 'none' ? [fail(key, { ...STATED, facts: { answer } })] : [];
      });
  },
});

const STATED = {
  cause: 'stated',
  severity: 'high',
  title: 'By its owner’s word the application does not check who owns an object',
} as const;
