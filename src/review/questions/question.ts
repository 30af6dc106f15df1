/** What a question of the bank is: whom and what it is about, its choices, and how they are said. */
import type { ControlName } from '../../checks/controls/control.ts';
import { namesOneOf } from '../../checks/observed.ts';
import type { EndpointReport } from '../../remediation/endpoint-report.ts';

export interface BankChoice {
  value: string;
  label: string;
  /** Words by which a reply means this choice, beside its label; matched as whole words at the start of the reply. */
  saidAs: readonly string[];
  /** It lets a finding go, or speaks for the endpoint: it counts once confirmed. */
  letsGo: boolean;
  /** It can be true together with others that can, where the question takes several. */
  combines?: true;
  /** What a reply may deny further on and still mean this choice. */
  deniable?: readonly string[];
}

export interface BankQuestion {
  id: string;
  step: number;
  /** Of endpoints it is asked once per owner, for all that share it; of the review as a whole it is asked one person. */
  scope: 'endpoints' | 'review';
  /** As long as it is open a check is unknown, and the review waits for it; others are answered beside the decisions. */
  holdsBack?: true;
  /** What may be said instead of one choice, by reply or in the form. */
  takes?: 'date' | 'link' | 'several' | 'text';
  /** How long an answer may be confirmed in later reviews; half a year unless said otherwise. */
  goodForDays?: number;
  /** Controls beside which it was given: when one stands otherwise, it is asked anew. */
  restsOn?: readonly ControlName[];
  text: (endpoints: number) => string;
  choices: readonly BankChoice[];
  /** Is this endpoint one that the question is about? Never where the configuration proves the answer. */
  about: (endpoint: AskedAbout) => boolean;
}

/** What the scan found of an endpoint, as far as questions depend on it. */
export type AskedAbout = Pick<
  EndpointReport,
  'sources' | 'audience' | 'sensitivity' | 'labels' | 'documentation' | 'authentication' | 'controls'
> & { method: string; host: string; path: string };

export const NOT_SURE: BankChoice = {
  value: 'not-sure',
  label: 'Not sure',
  saidAs: ['unsure', 'unknown', 'maybe', "don't know", 'no idea'],
  letsGo: false,
};

const saidForNo = [
  'no',
  'nope',
  'not yet',
  'not at all',
  'no it does not',
  "no it doesn't",
  'no we do not',
  "no we don't",
];

/** As it should be. */
export const good = (value: string, label: string, ...saidAs: string[]): BankChoice => ({
  value,
  label,
  saidAs,
  letsGo: true,
});
/** What a check then says, `src/checks/said-by-owner.ts` has in its tables. */
export const bad = (value: string, label: string, ...saidAs: string[]): BankChoice => ({
  value,
  label,
  saidAs,
  letsGo: false,
});
export const YES = good('yes', 'Yes', 'yep', 'yes it does', 'yes we do', 'yes they are');
export const NO: BankChoice = { value: 'no', label: 'No', saidAs: saidForNo, letsGo: false };

export const endpointsInWords = (n: number) => (n === 1 ? '1 endpoint' : `${n.toLocaleString('en-US')} endpoints`);

/** Whether a word of the path is one of these. */
export function names(...words: string[]): (endpoint: { path: string }) => boolean {
  const wanted = new Set(words);
  return (endpoint) => namesOneOf(endpoint, wanted);
}
/** No rule that the scan could read acts on every request to it. */
export const lacks =
  (control: 'rate-limit' | 'schema' | 'bots') =>
  ({ controls }: Pick<AskedAbout, 'controls'>): boolean =>
    controls[control].verdict !== 'covered';
export const isProved = ({ authentication }: Pick<AskedAbout, 'authentication'>) =>
  authentication.evidence === 'provable';
