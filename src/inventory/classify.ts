import type { Audience, Endpoint, Sensitivity } from './endpoint.ts';

type Subject = Pick<Endpoint, 'method' | 'host' | 'path' | 'labels'>;
type Judged = Pick<Endpoint, 'method' | 'path' | 'labels' | 'stated'>;
type Judgement<T> = { value: T; reason: string };

const AUTH_LABELS = ['cf-log-in', 'cf-sign-up', 'cf-password-reset'];
const SENSITIVE_LABELS = [
  ...AUTH_LABELS,
  'cf-add-payment',
  'cf-purchase',
  'cf-check-value',
  'cf-account-update',
  'cf-mcp',
  'cf-llm',
  'cf-risk-sensitive',
];

const TOKEN_SEGMENT = /(?:^|[-_])(token|refresh)(?:[-_]|$)/i;
const AUTH_SEGMENT =
  /(?:^|[-_])(log[-_]?in|sign[-_]?in|sign[-_]?up|register|token|refresh|otp|mfa|2fa|password|reset|forgot|recover|sso|authenticate)(?:[-_]|$)/i;

const LOGIN_SEGMENT = /(?:^|[-_])(?:log[-_]?in|sign[-_]?in|sso|authenticate)(?:[-_]|$)/i;

const LABELLED: readonly (readonly [Sensitivity, readonly string[]])[] = [
  ['auth', AUTH_LABELS],
  ['payment', ['cf-add-payment', 'cf-purchase', 'cf-check-value']],
  ['personal', ['cf-account-update', 'cf-risk-sensitive']],
];

const PAYMENT_WORDS = words(`bank billing card cards charge charges checkout iban invoice invoices pay payment payments
  payout payouts purchase purchases refund refunds transfer transfers wallet wallets`);
const PERSONAL_WORDS = words(`account accounts address addresses contact contacts customer customers email emails
  employee employees identity kyc me member members patient patients people person persons phone phones profile profiles
  ssn user users`);
const SEARCH_WORDS = words('autocomplete find lookup query search suggest suggestions typeahead');
const WRITES = words('POST PUT PATCH DELETE');

/** Who would be exposed, from the most to the least: where two are named, the first counts. */
const AUDIENCE_WORDS: readonly (readonly [Audience, ReadonlySet<string>])[] = [
  ['public', words('public')],
  ['mobile', words('mobile ios android')],
  ['partner', words('partner partners b2b')],
  ['internal', words('internal intranet corp')],
];

const EXPOSURE = { public: 4, mobile: 4, partner: 3, internal: 1 } as const;

/** Whether people or programs prove here who they are: as people said, else by its label, or by a word in the path of a request that changes something. */
export function isAuthEndpoint({ method, path, labels, stated }: Judged): boolean {
  if (stated?.sensitivity) return isAuth(stated.sensitivity);
  return labels.some((label) => AUTH_LABELS.includes(label)) || authWord(method, path) !== undefined;
}

/** Whether a password is shown here, as opposed to a code, a token or a wish to reset: by its label, or by a word in the path of a request that changes something. */
export function isLogin({ method, path, labels, stated }: Judged): boolean {
  if (stated?.sensitivity && !isAuth(stated.sensitivity)) return false;
  if (labels.includes('cf-log-in')) return true;
  return WRITES.has(method.toUpperCase()) && path.split('/').some((segment) => LOGIN_SEGMENT.test(segment));
}

/** Whether harm done here is harm to somebody: as people said, else what changes something, or carries a label that says so. */
export function isSensitive({ method, labels, stated }: Omit<Judged, 'path'>): boolean {
  if (stated?.sensitivity) return stated.sensitivity !== 'search' && stated.sensitivity !== 'read';
  return WRITES.has(method.toUpperCase()) || labels.some((label) => SENSITIVE_LABELS.includes(label));
}

/** Whether it looks something up, whatever else is at stake. */
export function isSearch({ method, path }: Pick<Endpoint, 'method' | 'path'>): boolean {
  return ['GET', 'POST'].includes(method) && pathWords(path).some((word) => SEARCH_WORDS.has(word));
}

/** What is at stake, the gravest first, and why it is thought so. */
export function sensitivityOf({ method, path, labels }: Subject): Judgement<Sensitivity> {
  for (const [value, meant] of LABELLED) {
    const label = meant.find((name) => labels.includes(name));
    if (label) return { value, reason: `labelled ${label}` };
  }
  const auth = authWord(method, path);
  if (auth) return { value: TOKEN_SEGMENT.test(auth) ? 'token' : 'auth', reason: `"${auth}" in the path` };

  const said = pathWords(path);
  const find = (list: ReadonlySet<string>) => said.find((word) => list.has(word));
  const payment = find(PAYMENT_WORDS);
  if (payment) return { value: 'payment', reason: `"${payment}" in the path` };
  const personal = find(PERSONAL_WORDS);
  if (personal) return { value: 'personal', reason: `"${personal}" in the path` };
  const search = ['GET', 'POST'].includes(method) ? find(SEARCH_WORDS) : undefined;
  if (search) return { value: 'search', reason: `"${search}" in the path` };
  return { value: WRITES.has(method) ? 'write' : 'read', reason: `${method} requests` };
}

/** Whom it is meant for, by a label that people gave it, else by the words of host and path; null when nothing says. */
export function audienceOf({ host, path, labels }: Subject): Judgement<Audience | null> {
  return (
    namedIn('its labels', labels.filter((label) => !label.startsWith('cf-')).map(audienceLabel)) ??
    namedIn('the host', host.split(/[.-]/)) ??
    namedIn('the path', pathWords(path)) ?? { value: null, reason: 'nothing says whom it is for' }
  );
}

function namedIn(place: string, said: readonly string[]): Judgement<Audience> | undefined {
  for (const [value, meant] of AUDIENCE_WORDS) {
    const word = said.find((one) => meant.has(one));
    if (word) return { value, reason: `"${word}" in ${place}` };
  }
  return undefined;
}

/** How many can reach it, in points. Not known counts as public. */
export function exposureOf(audience: Audience | null): number {
  return audience === null ? 4 : EXPOSURE[audience];
}

/** Whether people said with it whom an endpoint is for. */
export function isAudienceLabel(label: string): boolean {
  const said = audienceLabel(label);
  return !label.startsWith('cf-') && AUDIENCE_WORDS.some(([, meant]) => meant.has(said));
}

function audienceLabel(label: string): string {
  return label.toLowerCase().replace(/^audience[-_:=]/, '');
}

const isAuth = (sensitivity: Sensitivity) => sensitivity === 'auth' || sensitivity === 'token';

function authWord(method: string, path: string): string | undefined {
  if (!['POST', 'PUT', 'PATCH'].includes(method.toUpperCase())) return undefined;
  let found: string | undefined;
  for (const segment of path.split('/')) {
    const word = AUTH_SEGMENT.exec(segment)?.[1];
    // of "/login/token" the last says what it is about
    if (word) found = word.toLowerCase();
  }
  return found;
}

/** The words of a path, taken apart at signs and at capitals, in lower case, without variables. */
function pathWords(path: string): string[] {
  const fixed = path.includes('{') ? path.replace(/\{[^{}/]*\}/g, '') : path;
  const apart = /[A-Z]/.test(fixed) ? fixed.replace(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase() : fixed;
  return apart.split(/[^a-z0-9]+/);
}

function words(text: string): ReadonlySet<string> {
  return new Set(text.split(/\s+/));
}
