import { isAuthEndpoint } from '../../inventory/classify.ts';
import { defineCheck, fail, unknown } from '../check.ts';
import { areTold } from '../labelled.ts';
import { isSaved } from '../observed.ts';

const LABELS: ReadonlySet<string> = new Set(['cf-log-in', 'cf-sign-up', 'cf-password-reset']);

export default defineCheck({
  id: 'auth.login-unlabelled',
  step: 2,
  title: 'Login endpoints without the label that the login detections look for',
  gap: 'no login label',
  change: 'upkeep',
  severity: 'medium',
  needs: ['operations', 'labels'],
  why: 'The detection of leaked credentials and of account abuse looks for these labels.',
  fix: 'Label the endpoint cf-log-in, cf-sign-up or cf-password-reset.',
  standards: ['API2:2023'],

  evaluate({ endpoints, labels }) {
    if (!labels.some(({ source }) => source === 'managed')) return []; // they cannot be set in this zone
    const bare = endpoints.filter(
      (endpoint) =>
        isSaved(endpoint) && isAuthEndpoint(endpoint) && !endpoint.labels.some((label) => LABELS.has(label)),
    );
    if (bare.length === 0) return [];
    if (!areTold(endpoints, labels)) return [unknown(null, 'not_understood', { facts: { endpoints: bare.length } })];
    return bare.map(({ key }) => fail(key));
  },
});
