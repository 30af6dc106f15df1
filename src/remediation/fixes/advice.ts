/** Why a check has no request, for those that have none: it is said beside what to do instead. */

const APPLICATION = 'Only the application can put this right: the edge does not know what belongs to whom.';
const HOLDER = 'Whoever holds the credential has to replace it: whatever uses it would stop otherwise.';
const PEOPLE = 'Only people can say it: no setting at Cloudflare holds the answer.';
const DOCUMENT = 'The document is the team’s own: it is mended where it is written.';
const CHOICE = 'What is right here depends on the callers: somebody who knows them has to choose it.';
const OTHER_PLAN = 'The plan, or a part of it, decides whether there is anything to switch on.';

/** By the id of the check, or by the step before the dot for a whole step. */
export const NO_REQUEST: Readonly<Record<string, string>> = {
  authz: APPLICATION,
  'inventory.documented-not-observed': DOCUMENT,
  'inventory.discovery-blind': OTHER_PLAN,
  'inventory.zombie-endpoint':
    'Whether it is still needed only its owner knows; what deletes an endpoint is never sent by us.',
  'inventory.retirement-overdue': 'It is retired where it runs; what deletes an endpoint is never sent by us.',
  'inventory.edge-match-overflow': CHOICE,
  'inventory.over-broad-template': CHOICE,
  'auth.answer-contradicted': PEOPLE,
  'auth.said-by-owner': PEOPLE,
  'auth.jwt-weak-key': HOLDER,
  'input.answer-contradicted': PEOPLE,
  'input.said-by-owner': PEOPLE,
  'abuse.answer-contradicted': PEOPLE,
  'abuse.said-by-owner': PEOPLE,
  machine: HOLDER,
  'machine.answer-contradicted': PEOPLE,
  'machine.said-by-owner': PEOPLE,
  'machine.service-token-shared': HOLDER,
  'logging.answer-contradicted': PEOPLE,
  'logging.said-by-owner': PEOPLE,
  'inventory.answer-contradicted': PEOPLE,
  'inventory.said-by-owner': PEOPLE,
  'authz.admin-function-exposed': APPLICATION,
  'remediation.dead-rule':
    'Whether it was to match something else only its author knows: it is corrected, or deleted, by hand.',
  'remediation.config-drift': 'Whether what stands there now is right, or what was decided, is for those who decided.',
};

export const whyNoRequest = (check: string): string | undefined =>
  NO_REQUEST[check] ?? NO_REQUEST[check.slice(0, check.indexOf('.'))];
