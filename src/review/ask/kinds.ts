/** The filters that are words of their own: how bad, which step, which control, from which source. */
import { SEVERITIES } from '../../checks/check.ts';
import type { ControlName, Filters, Severity, Source, Topic } from './asked.ts';

const NUMBERS = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight'];

const SOURCES: readonly [Source, RegExp][] = [
  [
    'undocumented',
    /\bundocumented\b|\bnot documented\b|\b(?:without|no|missing|lack|lacks|lacking) (?:a )?documentation\b/,
  ],
  ['shadow', /\bshadows?\b|\bunsaved\b|\bnot saved\b/],
  ['zombie', /\bzombies?\b|\bunused\b|\b(?:no|without) traffic\b|\bnot used\b|\bnever (?:used|called)\b/],
  ['discovered', /\bdiscover(?:ed|y)\b/],
  ['documented', /\bdocumented\b/],
  ['saved', /\bsaved\b/],
];

const CONTROLS: readonly [ControlName, RegExp][] = [
  ['rate-limit', /\brate[ -]limit(?:s|ed|ing)?\b|\bunlimited\b|\bthrottl\w+\b/],
  ['schema', /\bschemas?\b/],
  ['jwt', /\bjwts?\b|\btoken validation\b/],
  ['mtls', /\bmtls\b|\bclient certificates?\b/],
  ['waf-custom', /\bcustom (?:waf|rules?)\b/],
  ['waf-managed', /\bwaf\b|\bmanaged rules?\b/],
  ['bots', /\bbots?\b/],
  ['leaked-credentials', /\bleaked credentials?\b/],
  ['access', /\bcloudflare access\b|\bzero trust\b|\baccess (?:policy|policies|applications?)\b/],
  ['logging', /\blogging\b|\blogpush\b|\blogged\b/],
];

/** Step by the name people call it. */
const STEPS: readonly [number, RegExp][] = [
  [2, /\bauthentication\b/],
  [3, /\bauthori[sz]ation\b|\bbola\b/],
  [4, /\binput\b/],
  [5, /\babuse\b/],
  [6, /\bmachines?\b/],
  [7, /\blogging\b/],
];

const CHOICES: readonly [NonNullable<Filters['choice']>, RegExp][] = [
  ['accept', /\baccept(?:ed)?\b/],
  ['log-first', /\blog(?:ged)? first\b|\blog mode\b/],
  ['enforce-now', /\benforced?\b/],
  ['canary', /\bcanary\b/],
  ['fix-at-origin', /\bat (?:the )?origin\b/],
];

const firstOf = <T>(table: readonly (readonly [T, RegExp])[], said: string): T | undefined =>
  table.find(([, pattern]) => pattern.test(said))?.[0];

export function readKinds(said: string): Filters {
  const severities = readSeverities(said);
  const numbered = /\bstep (\w+)\b/.exec(said)?.[1] ?? '';
  const step = Number(numbered) || NUMBERS.indexOf(numbered) + 1 || firstOf(STEPS, said);
  const source = firstOf(SOURCES, said);
  const control = firstOf(CONTROLS, said);
  const choice = firstOf(CHOICES, said);
  const verdict = readVerdict(said, control);
  return {
    ...(severities.length > 0 && { severities }),
    ...(step !== undefined && step >= 1 && step <= 8 && { step }),
    ...(source && { source }),
    ...(control && { control }),
    ...(choice && { choice }),
    ...(verdict && { verdict }),
  };
}

/** “High or critical” is both, “at least medium” is that and all above. */
function readSeverities(said: string): Severity[] {
  const named = SEVERITIES.filter((each) => new RegExp(`\\b(?<!how )${each}\\b`).test(said));
  const upwards = /\bat least\b|\b(?:and|or) (?:above|higher|worse|up|more)\b/.test(said);
  const [lowest] = named;
  return upwards && lowest ? SEVERITIES.slice(SEVERITIES.indexOf(lowest)) : named;
}

function readVerdict(said: string, control: ControlName | undefined): Filters['verdict'] {
  if (/\bbypass/.test(said)) return 'bypassable';
  if (/\b(?:unprotected|uncovered|unlimited|not protected|not covered)\b/.test(said)) return 'uncovered';
  if (!control) return undefined;
  if (/\b(?:no|not|without|lacks?|lacking|missing|miss|need|needs)\b/.test(said)) return 'uncovered';
  return /\b(?:have|has|with|covered|protected|behind)\b/.test(said) ? 'covered' : undefined;
}

/** What a word means depends on what is asked: logging is a control where coverage is asked, else a step. */
export function inContext({ control, verdict, choice, step, ...others }: Filters, topic: Topic, said: string): Filters {
  const isLogging = control === 'logging';
  const asksCoverage = topic === 'coverage';
  return {
    ...others,
    ...(step !== undefined && !(isLogging && asksCoverage) && { step }),
    ...(control && (asksCoverage || !isLogging) && { control }),
    ...(verdict && asksCoverage && { verdict }),
    ...(choice && (topic === 'decisions' || choice === 'canary' || /\brisks?\b/.test(said)) && { choice }),
  };
}
