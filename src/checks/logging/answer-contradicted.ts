import { defineCheck } from '../check.ts';
import { AGAINST_EVIDENCE, contradiction } from '../contradiction.ts';
import { enabledJobs, failed } from '../controls/logging.ts';
import { doubt } from '../unread.ts';

const QUESTION = 'logging.siem-parsing';

export default defineCheck({
  ...AGAINST_EVIDENCE,
  id: 'logging.answer-contradicted',
  step: 7,
  title: 'By its owner’s word Cloudflare’s logs arrive in the SIEM, and none are sent',
  change: 'upkeep',
  needs: ['operations'],
  uses: ['logpushZone', 'logpushAccount'],
  why: 'Whoever relies on logs that do not arrive learns of abuse from customers.',
  fix: 'Have the owner look at both: let a job send the requests and see one line arrive, or correct the answer.',
  standards: ['API8:2023'],

  evaluate({ answers, zone, sections }) {
    const asked = answers.find(({ question }) => question === QUESTION);
    if (asked?.value !== 'verified') return [];
    const { jobs, complete } = enabledJobs(sections, 'http_requests');
    if (jobs.some((job) => !failed(job))) return [];
    const unread = complete ? undefined : doubt(sections);
    if (unread) return [unread]; // there may be a job that could not be read
    const evidence =
      jobs.length > 0 ? 'every job that sends requests failed when it last ran' : 'no job at Cloudflare sends requests';
    return [contradiction(`zone:${zone.name}`, { question: QUESTION, answer: asked.value, evidence })];
  },
});
