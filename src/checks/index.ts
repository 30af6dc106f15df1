/** All checks, in reading order: the steps of the checklist, and in each the gravest first. */

import authNoRatelimit from './abuse/auth-no-ratelimit.ts';
import leakedCredsOff from './abuse/leaked-creds-off.ts';
import uniformLimit from './abuse/uniform-limit.ts';
import endpointMixed from './auth/endpoint-mixed.ts';
import endpointUnauthenticated from './auth/endpoint-unauthenticated.ts';
import loginUnlabelled from './auth/login-unlabelled.ts';
import noEdgeEnforcement from './auth/no-edge-enforcement.ts';
import sessionIdMissing from './auth/session-id-missing.ts';
import appAttestationMissing from './authz/app-attestation-missing.ts';
import bolaEnumeration from './authz/bola-enumeration.ts';
import bolaPollution from './authz/bola-pollution.ts';
import objectIdNoDepth from './authz/object-id-no-depth.ts';
import type { Check } from './check.ts';
import managedRulesetMissing from './input/managed-ruleset-missing.ts';
import noSchema from './input/no-schema.ts';
import schemaNotEnforced from './input/schema-not-enforced.ts';
import schemaOverrideNone from './input/schema-override-none.ts';
import wafSkipOnApi from './input/waf-skip-on-api.ts';
import discoveryBlind from './inventory/discovery-blind.ts';
import noOwnerLabel from './inventory/no-owner-label.ts';
import shadowEndpoint from './inventory/shadow-endpoint.ts';
import undocumentedOperation from './inventory/undocumented-operation.ts';
import unproxiedApiHost from './inventory/unproxied-api-host.ts';
import firewallEventsMissing from './logging/firewall-events-missing.ts';
import httpRequestsMissing from './logging/http-requests-missing.ts';
import jobFailing from './logging/job-failing.ts';
import apiTokenNoExpiry from './machine/api-token-no-expiry.ts';
import clientCertExpiring from './machine/client-cert-expiring.ts';
import mtlsHostUnenforced from './machine/mtls-host-unenforced.ts';
import serviceTokenNonexpiring from './machine/service-token-nonexpiring.ts';
import disabledControl from './remediation/disabled-control.ts';
import stuckInLog from './remediation/stuck-in-log.ts';

export const checks: readonly Check[] = [
  shadowEndpoint,
  discoveryBlind,
  unproxiedApiHost,
  undocumentedOperation,
  noOwnerLabel,

  sessionIdMissing,
  endpointUnauthenticated,
  endpointMixed,
  noEdgeEnforcement,
  loginUnlabelled,

  bolaEnumeration,
  bolaPollution,
  objectIdNoDepth,
  appAttestationMissing,

  schemaOverrideNone,
  noSchema,
  schemaNotEnforced,
  managedRulesetMissing,
  wafSkipOnApi,

  authNoRatelimit,
  leakedCredsOff,
  uniformLimit,

  mtlsHostUnenforced,
  serviceTokenNonexpiring,
  apiTokenNoExpiry,
  clientCertExpiring,

  httpRequestsMissing,
  firewallEventsMissing,
  jobFailing,

  stuckInLog,
  disabledControl,
];
