/** For each check what puts its findings right, for exactly the objects of one finding. */
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
  switchOff,
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
  'remediation.dead-rule': switchOff,
  'remediation.enforced-unproven': logOnly,
};

/** Where a request could put it right and what it would change was not read, or is not there any more, it is advice. */
export function fixFor(wanted: Wanted): Fix {
  const { check, remediation } = wanted.finding;
  const change = CHANGES[check]?.(wanted);
  if (change && change.requests.length > 0) return change;
  const why = whyNoRequest(check) ?? 'What it would change was not read whole, or is not the zone’s own to change.';
  return { kind: 'advice', steps: [remediation, why] };
}
