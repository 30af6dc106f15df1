/** All checks, in reading order: the steps of the checklist, and in each the gravest first. */

import allowlistBypass from './abuse/allowlist-bypass.ts';
import abuseAnswerContradicted from './abuse/answer-contradicted.ts';
import authNoRatelimit from './abuse/auth-no-ratelimit.ts';
import botsNotScored from './abuse/bots-not-scored.ts';
import challengeOnApi from './abuse/challenge-on-api.ts';
import exposedCredsLegacy from './abuse/exposed-creds-legacy.ts';
import ipOnlyCounter from './abuse/ip-only-counter.ts';
import leakedCredsBlind from './abuse/leaked-creds-blind.ts';
import leakedCredsOff from './abuse/leaked-creds-off.ts';
import leakedCredsUnused from './abuse/leaked-creds-unused.ts';
import limitVsSuggested from './abuse/limit-vs-suggested.ts';
import abuseSaidByOwner from './abuse/said-by-owner.ts';
import successCountedOnly from './abuse/success-counted-only.ts';
import uniformLimit from './abuse/uniform-limit.ts';
import writeSearchUnlimited from './abuse/write-search-unlimited.ts';
import accessBypass from './auth/access-bypass.ts';
import answerContradicted from './auth/answer-contradicted.ts';
import endpointMixed from './auth/endpoint-mixed.ts';
import endpointUnauthenticated from './auth/endpoint-unauthenticated.ts';
import jwtConfigUnused from './auth/jwt-config-unused.ts';
import jwtExcludedOperation from './auth/jwt-excluded-operation.ts';
import jwtOptional from './auth/jwt-optional.ts';
import jwtWeakKey from './auth/jwt-weak-key.ts';
import loginUnlabelled from './auth/login-unlabelled.ts';
import noEdgeEnforcement from './auth/no-edge-enforcement.ts';
import plaintextTransport from './auth/plaintext-transport.ts';
import authSaidByOwner from './auth/said-by-owner.ts';
import sessionIdMissing from './auth/session-id-missing.ts';
import adminFunctionExposed from './authz/admin-function-exposed.ts';
import authzAnswerContradicted from './authz/answer-contradicted.ts';
import appAttestationMissing from './authz/app-attestation-missing.ts';
import bolaEnumeration from './authz/bola-enumeration.ts';
import bolaNeverTested from './authz/bola-never-tested.ts';
import bolaPollution from './authz/bola-pollution.ts';
import bolaScanFinding from './authz/bola-scan-finding.ts';
import objectIdNoDepth from './authz/object-id-no-depth.ts';
import authzSaidByOwner from './authz/said-by-owner.ts';
import type { Check } from './check.ts';
import inputAnswerContradicted from './input/answer-contradicted.ts';
import bodyNotInspected from './input/body-not-inspected.ts';
import executeExcludesApi from './input/execute-excludes-api.ts';
import learnedAvailable from './input/learned-available.ts';
import managedRulesetMissing from './input/managed-ruleset-missing.ts';
import managedWeakened from './input/managed-weakened.ts';
import noSchema from './input/no-schema.ts';
import inputSaidByOwner from './input/said-by-owner.ts';
import schemaDisabled from './input/schema-disabled.ts';
import schemaLogOnly from './input/schema-log-only.ts';
import schemaNotEnforced from './input/schema-not-enforced.ts';
import schemaOverrideNone from './input/schema-override-none.ts';
import sensitiveResponse from './input/sensitive-response.ts';
import urlNormalizationOff from './input/url-normalization-off.ts';
import wafSkipOnApi from './input/waf-skip-on-api.ts';
import inventoryAnswerContradicted from './inventory/answer-contradicted.ts';
import audienceUnclassified from './inventory/audience-unclassified.ts';
import discoveryBlind from './inventory/discovery-blind.ts';
import documentedNotObserved from './inventory/documented-not-observed.ts';
import edgeMatchOverflow from './inventory/edge-match-overflow.ts';
import noFallthroughRule from './inventory/no-fallthrough-rule.ts';
import noOwnerLabel from './inventory/no-owner-label.ts';
import overBroadTemplate from './inventory/over-broad-template.ts';
import retirementOverdue from './inventory/retirement-overdue.ts';
import inventorySaidByOwner from './inventory/said-by-owner.ts';
import shadowEndpoint from './inventory/shadow-endpoint.ts';
import shadowIgnored from './inventory/shadow-ignored.ts';
import undocumentedOperation from './inventory/undocumented-operation.ts';
import unproxiedApiHost from './inventory/unproxied-api-host.ts';
import zombieEndpoint from './inventory/zombie-endpoint.ts';
import loggingAnswerContradicted from './logging/answer-contradicted.ts';
import auditExportMissing from './logging/audit-export-missing.ts';
import credentialAlertsMissing from './logging/credential-alerts-missing.ts';
import destinationDead from './logging/destination-dead.ts';
import fieldsMissing from './logging/fields-missing.ts';
import firewallEventsMissing from './logging/firewall-events-missing.ts';
import httpRequestsMissing from './logging/http-requests-missing.ts';
import insightsAlertMissing from './logging/insights-alert-missing.ts';
import jobFailing from './logging/job-failing.ts';
import jobHealthAlert from './logging/job-health-alert.ts';
import ruleLogSuppressed from './logging/rule-log-suppressed.ts';
import loggingSaidByOwner from './logging/said-by-owner.ts';
import sampledOrFiltered from './logging/sampled-or-filtered.ts';
import securityAlertMissing from './logging/security-alert-missing.ts';
import machineAnswerContradicted from './machine/answer-contradicted.ts';
import apiTokenBroad from './machine/api-token-broad.ts';
import apiTokenNoExpiry from './machine/api-token-no-expiry.ts';
import apiTokenNoIp from './machine/api-token-no-ip.ts';
import apiTokenStale from './machine/api-token-stale.ts';
import clientCertExpiring from './machine/client-cert-expiring.ts';
import clientCertLongLived from './machine/client-cert-long-lived.ts';
import jwtKeyRotation from './machine/jwt-key-rotation.ts';
import mtlsAnyIssuer from './machine/mtls-any-issuer.ts';
import mtlsHostUnenforced from './machine/mtls-host-unenforced.ts';
import mtlsNoRevocation from './machine/mtls-no-revocation.ts';
import originBypass from './machine/origin-bypass.ts';
import machineSaidByOwner from './machine/said-by-owner.ts';
import serviceTokenAny from './machine/service-token-any.ts';
import serviceTokenDormant from './machine/service-token-dormant.ts';
import serviceTokenNonexpiring from './machine/service-token-nonexpiring.ts';
import serviceTokenShared from './machine/service-token-shared.ts';
import configDrift from './remediation/config-drift.ts';
import deadRule from './remediation/dead-rule.ts';
import disabledControl from './remediation/disabled-control.ts';
import enforcedUnproven from './remediation/enforced-unproven.ts';
import stuckInLog from './remediation/stuck-in-log.ts';

export const checks: readonly Check[] = [
  shadowEndpoint,
  discoveryBlind,
  shadowIgnored,
  unproxiedApiHost,
  undocumentedOperation,
  documentedNotObserved,
  zombieEndpoint,
  noFallthroughRule,
  overBroadTemplate,
  edgeMatchOverflow,
  noOwnerLabel,
  audienceUnclassified,
  retirementOverdue,
  inventoryAnswerContradicted,
  inventorySaidByOwner,

  sessionIdMissing,
  endpointUnauthenticated,
  endpointMixed,
  accessBypass,
  noEdgeEnforcement,
  jwtOptional,
  jwtExcludedOperation,
  jwtConfigUnused,
  jwtWeakKey,
  loginUnlabelled,
  plaintextTransport,
  answerContradicted,
  authSaidByOwner,

  bolaScanFinding,
  bolaEnumeration,
  bolaPollution,
  adminFunctionExposed,
  objectIdNoDepth,
  bolaNeverTested,
  appAttestationMissing,
  authzAnswerContradicted,
  authzSaidByOwner,

  schemaOverrideNone,
  noSchema,
  schemaDisabled,
  schemaNotEnforced,
  schemaLogOnly,
  bodyNotInspected,
  learnedAvailable,
  managedRulesetMissing,
  managedWeakened,
  executeExcludesApi,
  wafSkipOnApi,
  sensitiveResponse,
  urlNormalizationOff,
  inputAnswerContradicted,
  inputSaidByOwner,

  authNoRatelimit,
  leakedCredsOff,
  leakedCredsUnused,
  uniformLimit,
  writeSearchUnlimited,
  ipOnlyCounter,
  limitVsSuggested,
  botsNotScored,
  challengeOnApi,
  exposedCredsLegacy,
  leakedCredsBlind,
  allowlistBypass,
  successCountedOnly,
  abuseAnswerContradicted,
  abuseSaidByOwner,

  mtlsHostUnenforced,
  mtlsNoRevocation,
  mtlsAnyIssuer,
  clientCertExpiring,
  clientCertLongLived,
  serviceTokenNonexpiring,
  serviceTokenAny,
  serviceTokenShared,
  serviceTokenDormant,
  jwtKeyRotation,
  originBypass,
  apiTokenBroad,
  apiTokenNoExpiry,
  apiTokenNoIp,
  apiTokenStale,
  machineAnswerContradicted,
  machineSaidByOwner,

  httpRequestsMissing,
  firewallEventsMissing,
  jobFailing,
  fieldsMissing,
  sampledOrFiltered,
  ruleLogSuppressed,
  securityAlertMissing,
  jobHealthAlert,
  credentialAlertsMissing,
  destinationDead,
  auditExportMissing,
  insightsAlertMissing,
  loggingAnswerContradicted,
  loggingSaidByOwner,

  enforcedUnproven,
  configDrift,
  stuckInLog,
  disabledControl,
  deadRule,
];
