import { saidByOwner } from '../said-by-owner.ts';

export default saidByOwner({
  id: 'machine.said-by-owner',
  step: 6,
  title: 'What owners say of partners’ and machines’ credentials',
  change: 'origin',
  standards: ['API2:2023', 'API8:2023'],
  admissions: [
    {
      question: 'machine.partner-issuing',
      answer: 'ad-hoc',
      severity: 'medium',
      title: 'Partners get their credentials by hand',
      fix: 'Issue them by a set process that keeps who got which, and never sends one in clear.',
    },
    {
      question: 'machine.partner-rotation',
      answer: 'never',
      severity: 'high',
      title: 'Partners’ credentials have never been changed',
      fix: 'Change them now, then on a schedule that lets two be good at the same time.',
    },
    {
      question: 'machine.partner-scope',
      answer: 'broad',
      severity: 'high',
      title: 'A partner’s credential is good for more than the partner needs',
      fix: 'Bind each credential to the endpoints and the data of its partner.',
    },
    {
      question: 'machine.partner-offboarding',
      answer: 'memory',
      severity: 'medium',
      title: 'Credentials of former partners are ended if somebody remembers',
      fix: 'Make ending them a step of ending a contract, and let them expire.',
    },
    {
      question: 'machine.partner-offboarding',
      answer: 'nobody',
      severity: 'high',
      title: 'Credentials of former partners stay good',
      fix: 'Compare them with the contracts that stand, end the others, and let them expire from now on.',
    },
    {
      question: 'machine.secret-storage',
      answer: 'environment',
      severity: 'medium',
      title: 'Secrets stand in plain settings',
      fix: 'Move them to a secret store that keeps who read which.',
    },
    {
      question: 'machine.secret-storage',
      answer: 'code',
      severity: 'high',
      title: 'Secrets stand in the code',
      fix: 'Change them, as the history of the code keeps them, and move them to a secret store.',
    },
    {
      question: 'machine.origin-only-cloudflare',
      answer: 'some',
      severity: 'medium',
      title: 'Some origins answer whoever finds their address',
      fix: 'Let origins refuse what does not come by Authenticated Origin Pulls or a tunnel.',
    },
    {
      question: 'machine.origin-only-cloudflare',
      answer: 'no',
      severity: 'high',
      title: 'Origins answer whoever finds their address',
      fix: 'Let origins refuse what does not come by Authenticated Origin Pulls or a tunnel.',
    },
  ],
});
