/** Step 2: what a caller shows, for how long it is good, and how it is ended. */
import { type BankQuestion, bad, endpointsInWords, good, isProved, NO, NOT_SURE, names, YES } from './question.ts';

const isUncredentialed = ({ labels }: { labels: readonly string[] }) => labels.includes('cf-risk-missing-auth');
const takesTokens = ({ authentication: { credential } }: { authentication: { credential: string | null } }) =>
  credential === null || credential === 'bearer';

export const AUTHENTICATION: readonly BankQuestion[] = [
  {
    id: 'auth.public-by-design',
    step: 2,
    scope: 'endpoints',
    text: (n) =>
      `Cloudflare saw success without any credential on ${endpointsInWords(n)}. Is everybody meant to be able to call there?`,
    choices: [
      good('yes', 'Yes, public by design', 'yes', 'public by design', 'by design'),
      { ...NO, label: 'No, a gap', saidAs: [...NO.saidAs, 'a gap', 'gap'] },
      NOT_SURE,
    ],
    about: isUncredentialed,
  },
  {
    id: 'auth.credential',
    step: 2,
    scope: 'endpoints',
    takes: 'several',
    restsOn: ['jwt', 'mtls', 'access'],
    text: (n) => `What does a caller have to show on ${endpointsInWords(n)} where no configuration proves it?`,
    choices: [
      { ...good('bearer', 'OAuth or JWT bearer', 'bearer', 'oauth', 'jwt', 'a token', 'bearer token'), combines: true },
      { ...good('api-key', 'API key', 'key', 'an api key'), combines: true },
      { ...good('mtls', 'Client certificate', 'mtls', 'a client certificate', 'mutual tls'), combines: true },
      { ...good('session', 'Session cookie', 'session', 'cookie', 'a cookie'), combines: true },
      good('public', 'Nothing, on purpose', 'public', 'nothing on purpose'),
      bad('none', 'Nothing', 'none', 'no credential'),
      NOT_SURE,
    ],
    about: (endpoint) => !isProved(endpoint) && !isUncredentialed(endpoint),
  },
  {
    id: 'auth.shared-credential',
    step: 2,
    scope: 'endpoints',
    goodForDays: 90,
    text: (n) =>
      `Does each caller of ${endpointsInWords(n)} have a credential of its own, or do several share one? A shared one can be neither traced nor ended for one of them.`,
    choices: [
      good('own', 'One each', 'own', 'each its own', 'one per caller'),
      bad('shared', 'Some share one', 'shared', 'some share', 'they share one'),
      NOT_SURE,
    ],
    about: ({ audience }) => audience === 'partner' || audience === 'internal',
  },
  {
    id: 'auth.token-checks',
    step: 2,
    scope: 'endpoints',
    restsOn: ['jwt'],
    text: (n) =>
      `What does the service check of a token on ${endpointsInWords(n)} where the edge does not: signature, expiry, issuer and audience, or less?`,
    choices: [
      good('all', 'All of them', 'all', 'all four', 'everything'),
      bad('some', 'Less', 'signature only', 'only the signature', 'some of them'),
      bad('none', 'None of them', 'nothing', 'none'),
      NOT_SURE,
    ],
    about: (endpoint) => !isProved(endpoint) && !isUncredentialed(endpoint) && takesTokens(endpoint),
  },
  {
    id: 'auth.token-lifetime',
    step: 2,
    scope: 'endpoints',
    text: (n) => `How long is a credential good that is stolen from a caller of ${endpointsInWords(n)}?`,
    choices: [
      good('hour', 'Up to an hour', 'an hour', 'one hour', 'minutes', '15 minutes'),
      good('day', 'Up to a day', 'a day', 'one day', '24 hours'),
      bad('longer', 'Longer', 'weeks', 'months', 'a week', 'a month', 'a year'),
      bad('never', 'It never expires', 'never', 'forever', 'never expires'),
      NOT_SURE,
    ],
    about: ({ sensitivity }) => sensitivity !== 'read' && sensitivity !== 'search',
  },
  {
    id: 'auth.revocation',
    step: 2,
    scope: 'endpoints',
    text: (n) =>
      `When one credential is stolen, can you end that one before it expires, on ${endpointsInWords(n)}, without signing everybody out?`,
    choices: [
      good('one', 'Yes, that one', 'yes', 'that one', 'yes we can'),
      bad('all', 'Only all of them', 'only all', 'all of them', 'by rotating the key'),
      NO,
      NOT_SURE,
    ],
    about: ({ sensitivity }) => ['auth', 'token', 'payment', 'personal'].includes(sensitivity),
  },
  {
    id: 'auth.embedded-secret',
    step: 2,
    scope: 'endpoints',
    text: (n) =>
      `Is a key or secret for ${endpointsInWords(n)} built into the mobile app or the web page? Whoever unpacks it has it.`,
    choices: [
      bad('yes', 'Yes, built in', 'yes', 'built in'),
      good('no', 'No, none', 'no', 'none', 'not at all', 'nope'),
      NOT_SURE,
    ],
    about: ({ audience }) => audience === 'mobile',
  },
  {
    id: 'auth.second-factor',
    step: 2,
    scope: 'endpoints',
    text: (n) => `Do people who administer through ${endpointsInWords(n)} have to show a second factor?`,
    choices: [YES, NO, NOT_SURE],
    about: names('admin', 'admins', 'administrator', 'manage', 'backoffice', 'superuser'),
  },
];
