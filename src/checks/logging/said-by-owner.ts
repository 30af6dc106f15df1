import { saidByOwner } from '../said-by-owner.ts';

export default saidByOwner({
  id: 'logging.said-by-owner',
  step: 7,
  title: 'What owners say of what would be seen',
  change: 'upkeep',
  standards: ['API8:2023'],
  admissions: [
    {
      question: 'logging.siem-parsing',
      answer: 'unparsed',
      severity: 'high',
      title: 'The SIEM does not parse Cloudflare’s fields',
      fix: 'Write the parser, then look for one known request by path, rule and address.',
    },
    {
      question: 'logging.siem-parsing',
      answer: 'unverified',
      severity: 'medium',
      title: 'Nobody has looked whether the SIEM parses Cloudflare’s fields',
      fix: 'Look for one known request by path, rule and address.',
    },
    {
      question: 'logging.abuse-alert',
      answer: 'untested',
      severity: 'low',
      title: 'The alert on enumeration and stuffing was never tried',
      fix: 'Cause it once, with an account of your own.',
    },
    {
      question: 'logging.abuse-alert',
      answer: 'none',
      severity: 'high',
      title: 'Nobody is told of enumeration or stuffing',
      fix: 'Alert on failed logins and on ids not found, by session and by network.',
    },
    {
      question: 'logging.who-reacts',
      answer: 'office-hours',
      severity: 'low',
      title: 'Alerts wait for the next working day',
      fix: 'Let somebody be on call for alerts on accounts and payments.',
    },
    {
      question: 'logging.who-reacts',
      answer: 'nobody',
      severity: 'high',
      title: 'Nobody reacts to alerts',
      fix: 'Name who does, and try it once.',
    },
    {
      question: 'logging.dashboards',
      answer: 'unread',
      severity: 'low',
      title: 'Nobody looks at the dashboard of failed logins and rate limits',
      fix: 'Name who looks when, or make it an alert.',
    },
    {
      question: 'logging.dashboards',
      answer: 'no',
      severity: 'medium',
      title: 'There is no dashboard of failed logins and rate limits',
      fix: 'Draw failed logins and hits on rate limits by path and by hour.',
    },
    {
      question: 'logging.retention',
      answer: 'shorter',
      severity: 'low',
      title: 'Logs of API requests are gone before most break-ins are found',
      fix: 'Keep them for 90 days at least.',
    },
  ],
});
