import { isAuthEndpoint, isSensitive } from '../../inventory/classify.ts';
import { defineCheck, fail } from '../check.ts';
import { authPresence } from '../controls/auth-presence.ts';
import type { Control } from '../controls/control.ts';
import { isPublic } from '../controls/is-public.ts';
import { isObserved } from '../observed.ts';
import { undecided } from '../unread.ts';

export default defineCheck({
  id: 'auth.no-edge-enforcement',
  step: 2,
  title: 'Endpoints where nothing at the edge asks who is calling',
  gap: 'nothing at the edge asks who calls',
  change: 'rejects',
  severity: 'medium',
  needs: ['operations', 'customRules'],
  uses: ['jwtRules', 'mtlsHosts', 'accessApps', 'accessPolicies', 'accountRulesets'],
  why: 'One forgotten check in the application is enough, when no token, certificate, session or login is asked for before it.',
  fix: 'Validate tokens at the edge, require client certificates, put Access in front, or stop requests without a session identifier.',
  standards: ['API2:2023'],

  evaluate({ endpoints, controls, phases, tools, sections }) {
    // Whoever logs in, signs up or resets a password has nothing to show yet.
    const asked = endpoints.filter((endpoint) => isObserved(endpoint) && !isAuthEndpoint(endpoint));
    return asked.flatMap((endpoint) => {
      const all = controls(endpoint);
      const asking = [all.jwt, all.mtls, all.access, authPresence(endpoint, phases.custom, tools)];
      if (asking.some(asks)) return [];
      if (asking.some(({ verdict }) => verdict === 'unknown')) return [undecided(sections, endpoint.key)];
      return isPublic(all) ? [fail(endpoint.key, { severity: isSensitive(endpoint) ? 'high' : 'medium' })] : [];
    });
  },
});

const asks = ({ verdict }: Control): boolean => verdict === 'covered' || verdict === 'bypassable';
