import { saidByOwner } from '../said-by-owner.ts';

export default saidByOwner({
  id: 'abuse.said-by-owner',
  step: 5,
  title: 'What owners say of what can be tried',
  change: 'origin',
  standards: ['API2:2023', 'API4:2023', 'API6:2023'],
  admissions: [
    {
      question: 'abuse.enumeration',
      answer: 'time',
      severity: 'low',
      title: 'The time of an answer tells which accounts exist',
      fix: 'Do the same work for accounts that do not exist.',
    },
    {
      question: 'abuse.enumeration',
      answer: 'differ',
      severity: 'medium',
      title: 'Answers tell which accounts exist',
      fix: 'Answer alike for known and unknown accounts, in words, status and time.',
    },
    {
      question: 'abuse.failed-tries',
      answer: 'no',
      severity: 'high',
      title: 'An account can be tried from many addresses without end',
      fix: 'Slow down by account as well as by address, and check passwords against leaked ones.',
    },
    {
      question: 'abuse.costly-messages',
      answer: 'no',
      severity: 'high',
      title: 'Anybody can cause messages without limit',
      fix: 'Limit messages for each account, number and address.',
    },
    {
      question: 'abuse.app-limits',
      answer: 'no',
      severity: 'medium',
      title: 'Neither edge nor application limits a caller',
      fix: 'Limit each caller at the edge by its session, and in the application where it is known.',
    },
    {
      question: 'abuse.business-flow',
      answer: 'open',
      severity: 'medium',
      title: 'A script can buy, book or sign up faster than people',
      fix: 'Limit what one person may do in a day, and act on the bot score at the edge.',
    },
    {
      question: 'abuse.page-size',
      answer: 'no',
      severity: 'medium',
      title: 'One request may ask for any number of rows',
      fix: 'Cap the rows of a page in the application.',
    },
  ],
});
