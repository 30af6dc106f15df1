import { defineCheck, fail, notEntitled } from '../check.ts';
import { enabledJobs } from '../controls/logging.ts';
import { doubt } from '../unread.ts';

const DATASET = 'http_requests';

export default defineCheck({
  id: 'logging.http-requests-missing',
  step: 7,
  title: 'Requests are not sent to any log destination',
  gap: 'requests not logged',
  change: 'upkeep',
  severity: 'high',
  needs: [],
  uses: ['logpushZone', 'logpushAccount'],
  why: 'Abuse that no log shows is found by customers, not by the team.',
  fix: 'Send the requests to the SIEM with a Logpush job, with the fields that detections need, and see one line arrive.',
  standards: ['API8:2023'],

  evaluate({ zone, sections }) {
    if (enabledJobs(sections, DATASET).jobs.length > 0) return [];
    const unread = doubt(sections);
    if (unread) return [unread];
    const subject = `zone:${zone.name}`;
    return Object.values(sections).every(({ state }) => state === 'not_entitled')
      ? [notEntitled(subject)]
      : [fail(subject, { facts: { dataset: DATASET } })];
  },
});
