/** For each check what puts its findings right, for exactly the objects of one finding. */
import { compareText } from '../../checks/check.ts';
import type { Assessment } from '../report.ts';
import { stake } from '../score.ts';
import { disableTokens, endTokens, nameCallers } from './access.ts';
import { whyNoRequest } from './advice.ts';
import { reviveDestinations, tellOfCredentials, tellOfEvents, tellOfInsights, tellOfJobs } from './alerts.ts';
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
import { labelAudience, labelLogins, labelOwner, proxyNames, saveIgnored, uploadDocument } from './inventory.ts';
import { limitEndpoints } from './limits.ts';
import { addFields, repairDestination, sendAll, sendAudit, sendEvents, sendRequests } from './logs.ts';
import {
  authenticateToOrigin,
  countFingerprints,
  limitSessions,
  lookIntoResponses,
  narrowSkips,
  pinIssuer,
  removeAllowed,
  removeOverrides,
  splitLimits,
  tellWhere,
} from './narrowing.ts';
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
import { includeExcluded, useConfigurations } from './tokens.ts';

export const CHANGES: Readonly<Record<string, (wanted: Wanted) => Change | undefined>> = {
  'inventory.shadow-endpoint': saveOperations,
  'inventory.shadow-ignored': saveIgnored,
  'inventory.undocumented-operation': uploadDocument,
  'inventory.no-owner-label': labelOwner,
  'inventory.audience-unclassified': labelAudience,
  'inventory.unproxied-api-host': proxyNames,
  'inventory.no-fallthrough-rule': stopFallthrough,
  'auth.session-id-missing': nameSession,
  'auth.plaintext-transport': secureTransport,
  'auth.no-edge-enforcement': requireSession,
  'auth.endpoint-unauthenticated': requireSession,
  'auth.endpoint-mixed': requireSession,
  'auth.login-unlabelled': labelLogins,
  'auth.access-bypass': nameCallers,
  'auth.jwt-optional': requireTokens,
  'auth.jwt-excluded-operation': includeExcluded,
  'auth.jwt-config-unused': useConfigurations,
  'authz.object-id-no-depth': limitSessions,
  'input.no-schema': uploadDocument,
  'input.learned-available': uploadDocument,
  'input.body-not-inspected': uploadDocument,
  'input.managed-weakened': removeOverrides,
  'input.waf-skip-on-api': narrowSkips,
  'input.sensitive-response': lookIntoResponses,
  'input.url-normalization-off': normalizeUrls,
  'input.schema-override-none': releaseKillSwitch,
  'input.schema-disabled': enableSchemas,
  'input.schema-not-enforced': actOnViolations,
  'input.schema-log-only': (wanted) =>
    wanted.finding.subjects.some((subject) => subject.startsWith('rule:')) ? enforce(wanted) : actOnViolations(wanted),
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
  'abuse.uniform-limit': splitLimits,
  'abuse.limit-vs-suggested': limitEndpoints,
  'abuse.ip-only-counter': countFingerprints,
  'abuse.leaked-creds-blind': tellWhere,
  'abuse.allowlist-bypass': removeAllowed,
  'abuse.exposed-creds-legacy': checkCredentials,
  'machine.mtls-any-issuer': pinIssuer,
  'machine.service-token-any': nameCallers,
  'machine.service-token-nonexpiring': endTokens,
  'machine.service-token-dormant': disableTokens,
  'machine.origin-bypass': authenticateToOrigin,
  'logging.http-requests-missing': sendRequests,
  'logging.firewall-events-missing': sendEvents,
  'logging.audit-export-missing': sendAudit,
  'logging.job-failing': repairDestination,
  'logging.fields-missing': addFields,
  'logging.sampled-or-filtered': sendAll,
  'logging.security-alert-missing': tellOfEvents,
  'logging.job-health-alert': tellOfJobs,
  'logging.credential-alerts-missing': tellOfCredentials,
  'logging.insights-alert-missing': tellOfInsights,
  'logging.destination-dead': reviveDestinations,
  'logging.rule-log-suppressed': logMatches,
  'remediation.stuck-in-log': enforce,
  'remediation.disabled-control': switchOn,
  'remediation.enforced-unproven': logOnly,
};

const NOT_THERE = 'What it would change was not read whole, or is not the zone’s own to change.';
/** Of a check whose fix is a request for some of what it finds. */
const OTHERWISE: Readonly<Record<string, string>> = {
  'authz.object-id-no-depth':
    'Only the application knows what belongs to whom, and without a session identifier the edge cannot count by session.',
  'input.sensitive-response':
    'What an endpoint answers is for the application: it answers with no more than its caller needs.',
  'abuse.ip-only-counter':
    'Fingerprints of clients are part of Bot Management: where it is not, a header that callers cannot choose has to be named.',
  'machine.service-token-dormant':
    'The policies that name it belong to their applications: their owners say who is to come in instead.',
  'abuse.challenge-on-api': 'What challenges was not read, or is not the zone’s own to change.',
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
