import { defineCheck, fail, notEntitled } from '../check.ts';
import { enabledJobs } from '../controls/logging.ts';
import { doubt } from '../unread.ts';

const DATASET = 'firewall_events';

export default defineCheck({
  id: 'logging.firewall-events-missing',
  step: 7,
  title: 'Security events are not sent to any log destination',
  gap: 'security events not logged',
  change: 'upkeep',
  severity: 'high',
  needs: [],
  uses: ['logpushZone', 'logpushAccount'],
  why: 'Who tried what, and which rule answered, stays in a dashboard that forgets within days.',
  fix: 'Send the security events to the SIEM with a Logpush job, with the fields that detections need, and see one line arrive.',
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
