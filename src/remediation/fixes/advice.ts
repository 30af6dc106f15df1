/** Why a check has no request, for those that have none: it is said beside what to do instead. */

const APPLICATION = 'Only the application can put this right: the edge does not know what belongs to whom.';
const HOLDER = 'Whoever holds the credential has to replace it: whatever uses it would stop otherwise.';
const PEOPLE = 'Only people can say it: no setting at Cloudflare holds the answer.';
const DOCUMENT = 'The document is the team’s own: it is mended where it is written.';
const CHOICE = 'What is right here depends on the callers: somebody who knows them has to choose it.';
const DESTINATION = 'Where it goes is for you to say: a request would have to name your own destination or people.';
const OTHER_PLAN = 'The plan, or a part of it, decides whether there is anything to switch on.';

/** By the id of the check, or by the step before the dot for a whole step. */
export const NO_REQUEST: Readonly<Record<string, string>> = {
  authz: APPLICATION,
  'inventory.documented-not-observed': DOCUMENT,
  'inventory.discovery-blind': OTHER_PLAN,
  'inventory.undocumented-operation': DOCUMENT,
  'inventory.zombie-endpoint':
    'Whether it is still needed only its owner knows; what deletes an endpoint is never sent by us.',
  'inventory.retirement-overdue': 'It is retired where it runs; what deletes an endpoint is never sent by us.',
  'inventory.shadow-ignored': 'Somebody ignored it on purpose: whoever did has to say whether that still holds.',
  'inventory.no-owner-label': PEOPLE,
  'inventory.audience-unclassified': PEOPLE,
  'inventory.edge-match-overflow': CHOICE,
  'inventory.over-broad-template': CHOICE,
  'inventory.unproxied-api-host':
    'What answers behind the name has to take Cloudflare’s requests first, so it is not switched over by a request alone.',
  'auth.answer-contradicted': PEOPLE,
  'auth.said-by-owner': PEOPLE,
  'auth.endpoint-unauthenticated': APPLICATION,
  'auth.endpoint-mixed': APPLICATION,
  'auth.jwt-excluded-operation': CHOICE,
  'auth.jwt-config-unused': CHOICE,
  'auth.jwt-weak-key': HOLDER,
  'auth.login-unlabelled': CHOICE,
  'auth.access-bypass': CHOICE,
  'input.answer-contradicted': PEOPLE,
  'input.said-by-owner': PEOPLE,
  'input.no-schema': DOCUMENT,
  'input.learned-available': CHOICE,
  'input.body-not-inspected': DOCUMENT,
  'input.managed-weakened': CHOICE,
  'input.waf-skip-on-api': CHOICE,
  'input.sensitive-response': APPLICATION,
  'abuse.answer-contradicted': PEOPLE,
  'abuse.said-by-owner': PEOPLE,
  'abuse.uniform-limit': CHOICE,
  'abuse.limit-vs-suggested': CHOICE,
  'abuse.ip-only-counter': CHOICE,
  'abuse.leaked-creds-blind': CHOICE,
  'abuse.allowlist-bypass': CHOICE,
  'abuse.exposed-creds-legacy': CHOICE,
  machine: HOLDER,
  'machine.answer-contradicted': PEOPLE,
  'machine.said-by-owner': PEOPLE,
  'machine.mtls-any-issuer': CHOICE,
  'machine.service-token-any': CHOICE,
  'machine.service-token-shared': CHOICE,
  'machine.origin-bypass': 'The origin has to ask for Cloudflare’s certificate first, or it would refuse everybody.',
  logging: DESTINATION,
  'logging.answer-contradicted': PEOPLE,
  'logging.said-by-owner': PEOPLE,
  'inventory.answer-contradicted': PEOPLE,
  'inventory.said-by-owner': PEOPLE,
  'authz.admin-function-exposed': CHOICE,
  'remediation.dead-rule':
    'Whether it was to match something else only its author knows: it is corrected, or deleted, by hand.',
  'remediation.config-drift': 'Whether what stands there now is right, or what was decided, is for those who decided.',
};

export const whyNoRequest = (check: string): string | undefined =>
  NO_REQUEST[check] ?? NO_REQUEST[check.slice(0, check.indexOf('.'))];
