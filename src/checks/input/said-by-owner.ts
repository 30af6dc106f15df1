import { saidByOwner } from '../said-by-owner.ts';

export default saidByOwner({
  id: 'input.said-by-owner',
  step: 4,
  title: 'What owners say of what comes in',
  change: 'origin',
  standards: ['API4:2023', 'API7:2023', 'API8:2023'],
  admissions: [
    {
      question: 'input.url-fetch',
      answer: 'any',
      severity: 'high',
      title: 'Callers choose which address the server calls',
      fix: 'Reach listed hosts only, and refuse private addresses after the name was resolved.',
    },
    {
      question: 'input.origin-validation',
      answer: 'partly',
      severity: 'medium',
      title: 'Bodies are checked in part, at neither end',
      fix: 'Check types, lengths and unknown fields in the application, or by a schema at the edge.',
    },
    {
      question: 'input.origin-validation',
      answer: 'no',
      severity: 'high',
      title: 'Bodies are checked at neither end',
      fix: 'Check types, lengths and unknown fields in the application, or by a schema at the edge.',
    },
    {
      question: 'input.file-uploads',
      answer: 'partly',
      severity: 'low',
      title: 'Files that come in are checked in part',
      fix: 'Check type, size and content of every file before it is kept.',
    },
    {
      question: 'input.file-uploads',
      answer: 'no',
      severity: 'high',
      title: 'Files that come in are not checked',
      fix: 'Check type, size and content of every file before it is kept.',
    },
    {
      question: 'input.graphql-limits',
      answer: 'no',
      severity: 'high',
      title: 'One GraphQL query may cost anything',
      fix: 'Limit depth and cost in the server; rules on the body at the edge help where the plan has them.',
    },
    {
      question: 'input.error-details',
      answer: 'yes',
      severity: 'low',
      title: 'Errors tell of the inside',
      fix: 'Answer errors with a number that your logs know, and with nothing else.',
    },
  ],
});
