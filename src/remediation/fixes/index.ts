/** For each check what puts its findings right, for exactly the objects of one finding. */
import { compareText } from '../../checks/check.ts';
import type { Assessment } from '../report.ts';
import { stake } from '../score.ts';
import { whyNoRequest } from './advice.ts';
import {
  blockForChallenge,
  countFailures,
  enforce,
  executeEverywhere,
  executeManaged,
  logMatches,
  logOnly,
  refuseRevoked,
  requireCertificates,
  requireSession,
  scoreBots,
  stopFallthrough,
  stopLeaked,
  switchOn,
} from './controls.ts';
import type { Change, Fix, Wanted } from './fix.ts';
import { limitEndpoints } from './limits.ts';
import {
  actOnViolations,
  checkCredentials,
  enableSchemas,
  nameSession,
  normalizeUrls,
  releaseKillSwitch,
  requireTokens,
  saveOperations,
  secureTransport,
} from './settings.ts';

export const CHANGES: Readonly<Record<string, (wanted: Wanted) => Change | undefined>> = {
  'inventory.shadow-endpoint': saveOperations,
  'inventory.no-fallthrough-rule': stopFallthrough,
  'auth.session-id-missing': nameSession,
  'auth.plaintext-transport': secureTransport,
  'auth.no-edge-enforcement': requireSession,
  'auth.jwt-optional': requireTokens,
  'input.url-normalization-off': normalizeUrls,
  'input.schema-override-none': releaseKillSwitch,
  'input.schema-disabled': enableSchemas,
  'input.schema-not-enforced': actOnViolations,
  'input.schema-log-only': actOnViolations,
  'input.managed-ruleset-missing': executeManaged,
  'input.execute-excludes-api': executeEverywhere,
  'abuse.auth-no-ratelimit': limitEndpoints,
  'abuse.write-search-unlimited': limitEndpoints,
  'abuse.success-counted-only': countFailures,
  'abuse.leaked-creds-off': checkCredentials,
  'abuse.leaked-creds-unused': stopLeaked,
  'abuse.bots-not-scored': scoreBots,
  'abuse.challenge-on-api': blockForChallenge,
  'machine.mtls-host-unenforced': requireCertificates,
  'machine.mtls-no-revocation': refuseRevoked,
  'logging.rule-log-suppressed': logMatches,
  'remediation.stuck-in-log': enforce,
  'remediation.disabled-control': switchOn,
  'remediation.enforced-unproven': logOnly,
};

const NOT_THERE = 'What it would change was not read whole, or is not the zone’s own to change.';
/** Of a check whose fix is a request for some of what it finds. */
const OTHERWISE: Readonly<Record<string, string>> = {
  'abuse.challenge-on-api':
    'It is a setting for the whole site: whether browsers are still to be challenged is for those to say who run it.',
};

/** Where a request could put it right and what it would change was not read, or is not there any more, it is advice. */
function fixFor(wanted: Wanted): Fix {
  const { check, remediation } = wanted.finding;
  const change = CHANGES[check]?.(wanted);
  if (change && change.requests.length > 0) return change;
  const why = whyNoRequest(check) ?? OTHERWISE[check] ?? NOT_THERE;
  return { kind: 'advice', steps: [remediation, why] };
}

/** The fix of one finding of an assessment, most at stake first. */
export function fixOf(
  { inventory }: Pick<Assessment, 'inventory'>,
  snapshot: Wanted['snapshot'],
  finding: Wanted['finding'],
  mode: Wanted['mode'],
): Fix {
  const keys = new Set([...finding.subjects, ...finding.touches]);
  const named = inventory.endpoints.filter(({ key }) => keys.has(key));
  const endpoints = (named.length > 0 ? named : inventory.endpoints).toSorted(
    (a, b) => stake(b) - stake(a) || compareText(a.key, b.key),
  );
  return fixFor({ finding, snapshot, endpoints, mode });
}
