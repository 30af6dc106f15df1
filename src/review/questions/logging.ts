/** Step 7: whether anybody would see it. Cloudflare knows what it sends, and not what becomes of it. */
import { type BankQuestion, bad, good, NO, NOT_SURE, YES } from './question.ts';

const ofReview = (id: string, text: string, choices: BankQuestion['choices']): BankQuestion => ({
  id,
  step: 7,
  scope: 'review',
  restsOn: ['logging'],
  text: () => text,
  choices,
  about: () => true,
});

export const LOGGING: readonly BankQuestion[] = [
  ofReview(
    'logging.siem-parsing',
    'Has anybody looked whether the fields of Cloudflare’s logs arrive parsed in the SIEM, so that a query finds a path, a rule and an address?',
    [
      good('verified', 'Yes, looked', 'yes', 'verified', 'yes verified'),
      bad('unparsed', 'They are not parsed', 'not parsed', 'unparsed'),
      bad('unverified', 'Nobody looked', 'no', 'not yet', 'unverified'),
      NOT_SURE,
    ],
  ),
  ofReview(
    'logging.abuse-alert',
    'Would an alert tell a person of somebody trying many passwords or counting through ids?',
    [
      good('tested', 'Yes, tried out', 'yes tried out', 'tested', 'yes tested'),
      bad('untested', 'Yes, never tried', 'yes', 'untested', 'never tried', 'yes untested'),
      { ...NO, value: 'none' },
      NOT_SURE,
    ],
  ),
  ofReview('logging.who-reacts', 'Who reacts to such an alert at night and on Sundays?', [
    good('on-call', 'Somebody on call', 'on call', 'on-call', 'the soc'),
    bad('office-hours', 'The next working day', 'next working day', 'office hours', 'monday'),
    bad('nobody', 'Nobody', 'no one'),
    NOT_SURE,
  ]),
  ofReview(
    'logging.dashboards',
    'Is there a dashboard of failed logins and of hits on rate limits that somebody looks at?',
    [YES, bad('unread', 'Yes, nobody looks', 'nobody looks', 'unread'), NO, NOT_SURE],
  ),
  ofReview('logging.retention', 'How long can the logs of API requests be searched?', [
    good('quarter', '90 days or more', '90 days', 'a year', 'three months'),
    bad('shorter', 'Less than that', 'less', '30 days', 'a month', 'a week'),
    NOT_SURE,
  ]),
];
