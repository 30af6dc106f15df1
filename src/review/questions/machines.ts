/** Step 6: how partners and machines get their credentials, and how they lose them. */
import { type BankQuestion, bad, endpointsInWords, good, NO, NOT_SURE } from './question.ts';

const isForPartners = ({ audience }: { audience: string | null }) => audience === 'partner';

export const MACHINES: readonly BankQuestion[] = [
  {
    id: 'machine.partner-issuing',
    step: 6,
    scope: 'endpoints',
    goodForDays: 90,
    text: (n) => `How does a partner get the credential for ${endpointsInWords(n)}?`,
    choices: [
      good('process', 'By a set process', 'process', 'portal', 'by a portal'),
      bad('ad-hoc', 'Somebody sends it', 'by mail', 'by email', 'ad hoc'),
      NOT_SURE,
    ],
    about: isForPartners,
  },
  {
    id: 'machine.partner-rotation',
    step: 6,
    scope: 'endpoints',
    goodForDays: 90,
    text: (n) => `How often are partners’ credentials for ${endpointsInWords(n)} changed?`,
    choices: [
      good('quarter', 'Every 90 days', '90 days', 'quarterly', 'monthly', 'every quarter'),
      good('year', 'Every year', 'yearly', 'annually', 'once a year'),
      bad('never', 'Never so far', 'never', 'not yet', 'not at all'),
      NOT_SURE,
    ],
    about: isForPartners,
  },
  {
    id: 'machine.partner-scope',
    step: 6,
    scope: 'endpoints',
    text: (n) =>
      `Is a partner’s credential for ${endpointsInWords(n)} good for what that partner needs alone, or for more of the API?`,
    choices: [
      good('narrow', 'That alone', 'narrow', 'only that', 'what it needs'),
      bad('broad', 'More', 'broad', 'everything', 'the whole api'),
      NOT_SURE,
    ],
    about: isForPartners,
  },
  {
    id: 'machine.partner-offboarding',
    step: 6,
    scope: 'endpoints',
    goodForDays: 90,
    text: (n) => `When a contract ends, who ends the partner’s credentials for ${endpointsInWords(n)}?`,
    choices: [
      good('set', 'A set step does', 'a set step', 'automatic', 'automatically'),
      bad('memory', 'Whoever remembers', 'somebody', 'by hand'),
      bad('nobody', 'Nobody does', 'nobody', 'no one'),
      NOT_SURE,
    ],
    about: isForPartners,
  },
  {
    id: 'machine.partner-contact',
    step: 6,
    scope: 'endpoints',
    takes: 'text',
    goodForDays: 90,
    text: (n) =>
      `Whom does somebody call who finds a partner’s credential for ${endpointsInWords(n)} in the wrong hands? Say it in a few words, as “payments on call, #payments-oncall”.`,
    choices: [bad('nobody', 'Nobody is named', 'nobody', 'no one'), NOT_SURE],
    about: isForPartners,
  },
  {
    id: 'machine.secret-storage',
    step: 6,
    scope: 'review',
    text: () => 'Where do the services keep the secrets and keys with which they call each other and Cloudflare?',
    choices: [
      good('vault', 'In a secret store', 'vault', 'secret store', 'secrets manager', 'a vault'),
      bad('environment', 'In plain settings', 'environment', 'env', 'environment variables', 'settings'),
      bad('code', 'In the code', 'code', 'repository', 'in git'),
      NOT_SURE,
    ],
    about: () => true,
  },
  {
    id: 'machine.origin-only-cloudflare',
    step: 6,
    scope: 'review',
    text: () =>
      'Do the origins refuse requests that did not come through this zone at Cloudflare, by certificate, tunnel or firewall? Whoever finds an origin’s address is past every rule otherwise.',
    choices: [good('yes', 'Yes, all of them', 'yes', 'all of them'), bad('some', 'Some do', 'some'), NO, NOT_SURE],
    about: () => true,
  },
];
