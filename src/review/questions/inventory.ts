/** Step 1: what is there on purpose, and what is only still there. */
import { type BankQuestion, bad, endpointsInWords, good, NO, NOT_SURE, YES } from './question.ts';

const TRIAL_HOST = /(?:^|[.-])(?:dev|test|testing|stage|staging|qa|uat|sandbox|preview|demo)\d*(?:[.-]|$)/i;

export const INVENTORY: readonly BankQuestion[] = [
  {
    id: 'inventory.meant-to-be-there',
    step: 1,
    scope: 'endpoints',
    text: (n) =>
      `Cloudflare sees traffic to ${endpointsInWords(n)} that nobody saved or documented. Was that put into production on purpose?`,
    choices: [
      good('yes', 'Yes, on purpose', 'yes', 'on purpose'),
      bad('left-over', 'No, left over', 'no', 'left over', 'leftover'),
      bad('not-ours', 'They are not ours', 'not ours'),
      NOT_SURE,
    ],
    about: ({ sources }) => sources.length === 1 && sources[0] === 'discovered',
  },
  {
    id: 'inventory.still-needed',
    step: 1,
    scope: 'endpoints',
    takes: 'date',
    text: (n) => `Cloudflare has seen no request to ${endpointsInWords(n)} for a month. What is to become of that?`,
    choices: [
      good('needed', 'Still needed', 'needed', 'keep', 'still used', 'rarely used'),
      good('retired', 'Retired already', 'retired', 'gone', 'switched off'),
      bad('to-retire', 'To be retired', 'retire', 'can go', 'not needed'),
      NOT_SURE,
    ],
    about: ({ labels }) => labels.includes('cf-risk-zombie'),
  },
  {
    id: 'inventory.older-versions',
    step: 1,
    scope: 'endpoints',
    text: (n) =>
      `Do older versions of ${endpointsInWords(n)} still answer beside, and do they get the same security fixes?`,
    choices: [
      good('none', 'None answer', 'none', 'no', 'no older ones'),
      good('patched', 'They get fixes', 'patched', 'yes patched', 'same fixes'),
      bad('unpatched', 'They get none', 'unpatched', 'not patched'),
      NOT_SURE,
    ],
    about: ({ path }) => /\/v(?:[2-9]|\d{2,})(?:\/|$)/.test(path),
  },
  {
    id: 'inventory.trial-data',
    step: 1,
    scope: 'endpoints',
    text: (n) => `Does real customer data stand behind ${endpointsInWords(n)} on hosts for development or tests?`,
    choices: [
      bad('yes', 'Yes, real data', 'yes', 'real data'),
      good('no', 'No, none', 'no', 'none', 'made up', 'masked'),
      NOT_SURE,
    ],
    about: ({ host }) => TRIAL_HOST.test(host),
  },
  {
    id: 'inventory.document-upkeep',
    step: 1,
    scope: 'endpoints',
    text: (n) => `Does a build fail when the code and the OpenAPI document of ${endpointsInWords(n)} no longer agree?`,
    choices: [YES, NO, NOT_SURE],
    about: ({ documentation }) => documentation.status === 'documented',
  },
];
