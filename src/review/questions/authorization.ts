/** Step 3: whether one caller can reach what belongs to another. Only the application knows. */
import { hasVariable, isWrite } from '../../checks/observed.ts';
import { type BankQuestion, bad, endpointsInWords, good, NO, NOT_SURE, names, YES } from './question.ts';

const isAdmin = names('admin', 'admins', 'administrator', 'internal', 'manage', 'debug', 'backoffice', 'superuser');

export const AUTHORIZATION: readonly BankQuestion[] = [
  {
    id: 'authz.object-checks',
    step: 3,
    scope: 'endpoints',
    takes: 'link',
    holdsBack: true,
    text: (n) =>
      `Does the application itself check that a caller may reach the very object named in the path, on ${endpointsInWords(n)} with an id in the path? Cloudflare cannot see this; only your code can know who owns what.`,
    choices: [
      {
        value: 'tested',
        label: 'Yes, with tests',
        saidAs: ['yes with tests', 'tested', 'yes tested', 'yes and tested'],
        letsGo: true,
      },
      {
        value: 'untested',
        label: 'Yes, untested',
        saidAs: ['yes', 'untested', 'yes without tests', 'yes but not tested', 'yes not tested'],
        letsGo: true,
        deniable: ['test', 'tests', 'tested'],
      },
      { ...NO, value: 'none' },
      NOT_SURE,
    ],
    about: hasVariable,
  },
  {
    id: 'authz.function-checks',
    step: 3,
    scope: 'endpoints',
    text: (n) =>
      `Does the application check the caller’s role before it acts, on ${endpointsInWords(n)} for deleting or administering? Hiding the button in the interface is no check.`,
    choices: [
      good('tested', 'Yes, with tests', 'yes with tests', 'tested', 'yes tested', 'yes and tested'),
      {
        ...good('untested', 'Yes, untested', 'yes', 'untested', 'yes without tests', 'yes not tested'),
        deniable: ['test', 'tests', 'tested'],
      },
      { ...NO, value: 'none' },
      NOT_SURE,
    ],
    about: (endpoint) => endpoint.method === 'DELETE' || isAdmin(endpoint),
  },
  {
    id: 'authz.tenant-isolation',
    step: 3,
    scope: 'endpoints',
    text: (n) =>
      `Where does the code keep one customer’s data from another’s, on ${endpointsInWords(n)} for partners or with an id: in one shared place, as row-level security or a scoped repository, or anew in each handler?`,
    choices: [
      good('shared', 'In one place', 'one place', 'shared', 'row level security'),
      bad('each', 'In each handler', 'each handler', 'every handler', 'in every handler'),
      bad('none', 'Nowhere', 'not at all'),
      NOT_SURE,
    ],
    about: (endpoint) => endpoint.audience === 'partner' || hasVariable(endpoint),
  },
  {
    id: 'authz.accepted-fields',
    step: 3,
    scope: 'endpoints',
    text: (n) =>
      `Does the application take listed fields only, on ${endpointsInWords(n)} for changing data, so that a caller cannot set a role, a price or an owner by adding it to the body?`,
    choices: [YES, NO, NOT_SURE],
    about: (endpoint) => isWrite(endpoint) && endpoint.method !== 'DELETE',
  },
  {
    id: 'authz.returned-fields',
    step: 3,
    scope: 'endpoints',
    text: (n) =>
      `Does the application answer with chosen fields only, rather than with the whole record for the client to filter, on ${endpointsInWords(n)} with personal or payment data?`,
    choices: [YES, NO, NOT_SURE],
    about: ({ sensitivity }) => sensitivity === 'personal' || sensitivity === 'payment',
  },
  {
    id: 'authz.guessable-ids',
    step: 3,
    scope: 'endpoints',
    text: (n) => `Can the ids in the paths of ${endpointsInWords(n)} be counted up, or are they random?`,
    choices: [
      good('random', 'Random', 'uuid', 'uuids', 'they are random'),
      bad('counted', 'Counted up', 'sequential', 'numbers', 'they are sequential'),
      NOT_SURE,
    ],
    about: hasVariable,
  },
];
