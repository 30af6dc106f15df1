/** Step 5: what can be tried, guessed, bought up or run up. */
import { type BankQuestion, bad, endpointsInWords, good, lacks, NO, NOT_SURE, names, YES } from './question.ts';

const isLogin = ({ sensitivity }: { sensitivity: string }) => sensitivity === 'auth';

export const ABUSE: readonly BankQuestion[] = [
  {
    id: 'abuse.enumeration',
    step: 5,
    scope: 'endpoints',
    text: (n) =>
      `Do login, sign-up and reset answer alike for known and unknown accounts, in words, status and time, on ${endpointsInWords(n)}?`,
    choices: [
      good('alike', 'Alike', 'yes', 'they answer alike', 'yes they do', 'the same'),
      bad('time', 'Alike but for the time', 'not in time', 'timing differs'),
      bad('differ', 'They differ', 'no', 'differ', 'different', 'nope', 'not at all'),
      NOT_SURE,
    ],
    about: isLogin,
  },
  {
    id: 'abuse.failed-tries',
    step: 5,
    scope: 'endpoints',
    text: (n) =>
      `Does the application slow down or lock one account after failed tries, from however many addresses they come, on ${endpointsInWords(n)}?`,
    choices: [YES, NO, NOT_SURE],
    about: isLogin,
  },
  {
    id: 'abuse.costly-messages',
    step: 5,
    scope: 'endpoints',
    text: (n) =>
      `Is there a limit on the text messages, e-mails or codes that one account, number or address can cause, on ${endpointsInWords(n)}?`,
    choices: [YES, NO, NOT_SURE],
    about: names('otp', 'sms', 'reset', 'verify', 'verification', 'invite', 'notify', 'email', 'forgot'),
  },
  {
    id: 'abuse.app-limits',
    step: 5,
    scope: 'endpoints',
    restsOn: ['rate-limit'],
    text: (n) =>
      `No rate limit at Cloudflare is sure to act on ${endpointsInWords(n)}. Does the application limit each caller itself?`,
    choices: [
      YES,
      good('edge', 'Cloudflare does', 'cloudflare', 'the edge', 'the edge does', 'at the edge'),
      NO,
      NOT_SURE,
    ],
    about: (endpoint) => ['auth', 'token', 'payment'].includes(endpoint.sensitivity) && lacks('rate-limit')(endpoint),
  },
  {
    id: 'abuse.business-flow',
    step: 5,
    scope: 'endpoints',
    restsOn: ['bots'],
    text: (n) =>
      `Would a script that buys, books or signs up faster than people do harm on ${endpointsInWords(n)}, and does something stop it?`,
    choices: [
      good('no-harm', 'It does no harm', 'no harm', 'harmless'),
      good('stopped', 'It is stopped', 'stopped', 'something stops it'),
      bad('open', 'Nothing stops it', 'nothing', 'open'),
      NOT_SURE,
    ],
    about: (endpoint) =>
      lacks('bots')(endpoint) &&
      names('checkout', 'order', 'orders', 'booking', 'cart', 'carts', 'coupon', 'signup', 'register')(endpoint),
  },
  {
    id: 'abuse.page-size',
    step: 5,
    scope: 'endpoints',
    text: (n) =>
      `Does the application cap how many rows one request may ask for, on ${endpointsInWords(n)} for searching?`,
    choices: [YES, NO, NOT_SURE],
    about: ({ sensitivity }) => sensitivity === 'search',
  },
];
