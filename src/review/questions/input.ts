/** Step 4: what the application itself makes of a request. */
import { isWrite } from '../../checks/observed.ts';
import { type BankQuestion, bad, endpointsInWords, good, lacks, NO, NOT_SURE, names, YES } from './question.ts';

export const INPUT: readonly BankQuestion[] = [
  {
    id: 'input.url-fetch',
    step: 4,
    scope: 'endpoints',
    text: (n) =>
      `Does the server call an address that the caller chose, on ${endpointsInWords(n)} whose names suggest it, and if so, are only listed hosts reached?`,
    choices: [
      good('none', 'They call none', 'they do not', 'no address'),
      good('listed', 'Listed hosts only', 'listed', 'allow list', 'allowlist'),
      bad('any', 'Any address', 'any'),
      NOT_SURE,
    ],
    about: names('webhook', 'webhooks', 'callback', 'callbacks', 'url', 'fetch', 'proxy', 'import', 'preview'),
  },
  {
    id: 'input.origin-validation',
    step: 4,
    scope: 'endpoints',
    restsOn: ['schema'],
    text: (n) =>
      `No schema at Cloudflare is sure to act on ${endpointsInWords(n)} for changing data. Does the application check each body for types, lengths and unknown fields?`,
    choices: [
      YES,
      good(
        'edge',
        'Cloudflare does',
        'cloudflare',
        'the edge',
        'the schema does',
        'schema enforced',
        'yes schema enforced',
      ),
      bad('partly', 'In part', 'partly', 'some of it'),
      NO,
      NOT_SURE,
    ],
    about: (endpoint) => isWrite(endpoint) && endpoint.method !== 'DELETE' && lacks('schema')(endpoint),
  },
  {
    id: 'input.file-uploads',
    step: 4,
    scope: 'endpoints',
    text: (n) => `Are files that come in by ${endpointsInWords(n)} checked for type, size and malware?`,
    choices: [YES, bad('partly', 'In part', 'partly', 'some of it'), NO, NOT_SURE],
    about: names('upload', 'uploads', 'file', 'files', 'attachment', 'attachments', 'avatar', 'image', 'images'),
  },
  {
    id: 'input.graphql-limits',
    step: 4,
    scope: 'endpoints',
    text: (n) => `Does the server limit the depth and the cost of a query, on ${endpointsInWords(n)} for GraphQL?`,
    choices: [YES, NO, NOT_SURE],
    about: names('graphql'),
  },
  {
    id: 'input.error-details',
    step: 4,
    scope: 'review',
    text: () => 'Do errors tell callers of stack traces, queries or versions of software?',
    choices: [bad('yes', 'Yes, they do', 'yes'), good('no', 'No, none', 'no', 'none', 'nope'), NOT_SURE],
    about: () => true,
  },
];
