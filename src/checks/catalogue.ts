/** Every check in words, for people who want to know what is looked at before they trust it. */
import type { Check } from './check.ts';

const STEPS = [
  'API inventory',
  'Authentication per endpoint',
  'Authorization',
  'Input handling and schemas',
  'Abuse and rate control',
  'Partner and machine access',
  'Logging and detection',
  'Remediation',
];
const CHANGES: Record<Check['change'], string> = {
  passive: 'cannot break a good client: may be done at once',
  upkeep: 'touches no request: may be done at once',
  retires: 'may take an endpoint out of service: two people decide, then it is done at once',
  abrupt: 'can lock callers out, and cannot be tried any further: two people decide, then it is done at once',
  rejects: 'can turn requests away: log first on Enterprise, a canary below',
  reroutes: 'sends traffic another way: a canary first',
  origin: 'work in the application',
};

/** The whole page, in Markdown. */
export function catalogue(checks: readonly Check[]): string {
  const parts = STEPS.flatMap((name, index) => {
    const ofStep = checks.filter(({ step }) => step === index + 1);
    return [`## ${index + 1}. ${name}`, ...ofStep.map(entry)];
  });
  return `${[intro(checks.length), ...parts].join('\n\n')}\n`;
}

function intro(count: number): string {
  return [
    '# Checks',
    `Written by \`npm run catalogue\` from the ${count} checks in \`src/checks\`; do not edit it by hand.`,
    'A finding fails, or is unknown because something could not be read, or is not entitled because the plan lacks it; what passes is no finding. Each check is handed the sections it needs: when one was not read, the check says so and names no subject.',
  ].join('\n\n');
}

function entry(check: Check): string {
  const reads = [...check.needs.map((name) => `\`${name}\``), ...check.uses.map((name) => `\`${name}\` if it can`)];
  return [
    `### ${check.id}`,
    `**${check.title}.** ${check.why}`,
    [
      `- Severity: ${check.severity}, unless the subject weighs more or less`,
      `- Evidence: ${check.evidenceKind}`,
      `- Reads: ${reads.join(', ')}`,
      `- To fix: ${check.fix}`,
      `- The fix ${CHANGES[check.change]}`,
      `- Standards: ${check.standards.join(', ')}`,
    ].join('\n'),
  ].join('\n\n');
}
