import { saidByOwner } from '../said-by-owner.ts';

export default saidByOwner({
  id: 'authz.said-by-owner',
  step: 3,
  title: 'What owners say of who may do what',
  change: 'origin',
  standards: ['API1:2023', 'API3:2023', 'API5:2023'],
  admissions: [
    {
      question: 'authz.function-checks',
      answer: 'none',
      severity: 'high',
      title: 'The application does not check the role before it deletes or administers',
      fix: 'Check the role in the application before the function acts, and test it with the wrong role.',
    },
    {
      question: 'authz.tenant-isolation',
      answer: 'each',
      severity: 'medium',
      title: 'Each handler keeps customers apart anew',
      fix: 'Move the separation to one place that no handler can forget.',
    },
    {
      question: 'authz.tenant-isolation',
      answer: 'none',
      severity: 'critical',
      title: 'Nothing keeps one customer’s data from another’s',
      fix: 'Bind every query to the caller’s customer, in one place that no handler can forget.',
    },
    {
      question: 'authz.accepted-fields',
      answer: 'no',
      severity: 'high',
      title: 'Callers can set fields that are not theirs to set',
      fix: 'Take listed fields only; a schema at the edge that refuses others helps meanwhile.',
    },
    {
      question: 'authz.returned-fields',
      answer: 'no',
      severity: 'medium',
      title: 'Whole records are returned for the client to filter',
      fix: 'Answer with chosen fields only.',
    },
    {
      question: 'authz.guessable-ids',
      answer: 'counted',
      severity: 'low',
      title: 'Ids can be counted up',
      fix: 'Use random ids to the outside; they slow down whoever finds an endpoint without a check.',
    },
  ],
});
