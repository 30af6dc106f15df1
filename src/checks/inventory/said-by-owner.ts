import { saidByOwner } from '../said-by-owner.ts';

export default saidByOwner({
  id: 'inventory.said-by-owner',
  step: 1,
  title: 'What owners say of what is there',
  change: 'origin',
  standards: ['API9:2023'],
  admissions: [
    {
      question: 'inventory.meant-to-be-there',
      answer: 'left-over',
      severity: 'high',
      title: 'Endpoints in production that were left over',
      fix: 'Take them out of service.',
      change: 'retires',
    },
    {
      question: 'inventory.meant-to-be-there',
      answer: 'not-ours',
      severity: 'high',
      title: 'Endpoints in production that nobody here put there',
      fix: 'Find out who put them there; until then stop requests to them.',
      change: 'retires',
    },
    {
      question: 'inventory.older-versions',
      answer: 'unpatched',
      severity: 'high',
      title: 'Older versions answer and get no security fixes',
      fix: 'Move their callers to the newest version and take the older ones out of service, or fix them alike.',
      change: 'retires',
    },
    {
      question: 'inventory.trial-data',
      answer: 'yes',
      severity: 'high',
      title: 'Real customer data on hosts for development or tests',
      fix: 'Replace the data by made-up data, or protect these hosts like those of production.',
    },
    {
      question: 'inventory.document-upkeep',
      answer: 'no',
      severity: 'low',
      title: 'Nothing notices when code and OpenAPI document part',
      fix: 'Let the build compare them, so that a schema at the edge can be relied on.',
      change: 'upkeep',
    },
  ],
});
