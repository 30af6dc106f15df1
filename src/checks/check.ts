/** What a check is: its metadata and one pure function from what was read to the problems it sees. */
import type { Endpoint } from '../inventory/endpoint.ts';
import type { Approved } from './approved.ts';
import type { Controls } from './controls/control.ts';
import type { Tools } from './controls/judge-rules.ts';
import type { Phases } from './controls/skips.ts';
import type { Plan } from './sections/zone.ts';
import type { ReadableSection, Section, Sections, SectionValues, Snapshot } from './snapshot.ts';

type Outcome = 'fail' | 'unknown' | 'not_entitled';
export type Reason = 'no_permission' | 'failed' | 'torn' | 'not_understood';
export const SEVERITIES = ['info', 'low', 'medium', 'high', 'critical'] as const;
export type Severity = (typeof SEVERITIES)[number];
export type EvidenceKind = 'provable' | 'indicated' | 'stated' | 'none';
type Fact = string | number | boolean | null | readonly Fact[] | { readonly [name: string]: Fact };
/**
 * What putting it right does: `passive` cannot break a good client, `upkeep` touches no request at all, `retires` may
 * take an endpoint out of service, `abrupt` can lock callers out and knows no trial that is still to come, `rejects`
 * can turn requests away, `reroutes` sends traffic another way, `origin` is work in the application, which no setting
 * of the edge replaces.
 */
export type Change = 'passive' | 'upkeep' | 'retires' | 'abrupt' | 'rejects' | 'reroutes' | 'origin';
export type Facts = { readonly [name: string]: Fact };

/** One root cause, and everything it is true of. */
export type Finding = {
  id: string;
  check: string;
  step: number;
  outcome: Outcome;
  reason: Reason | null;
  severity: Severity;
  subjects: string[];
  title: string;
  evidence: Facts;
  evidenceKind: EvidenceKind;
  remediation: string;
  standards: string[];
  /** Keys of the endpoints that a subject which is no endpoint concerns. */
  touches: string[];
  /** Where putting this cause right does something else than the check says. */
  change?: Change;
};

/** What a person said about endpoints, or about the review as a whole. */
export type Answer = {
  question: string;
  endpointKeys: readonly string[] | 'review';
  value: string;
  evidence: 'stated';
};

/** What a check says of one subject. Problems of one check with the same cause become one finding. */
export type Problem = {
  outcome: Outcome;
  reason: Reason | null;
  /** Null when nothing could be named: no subject is invented. */
  subject: string | null;
  severity?: Severity;
  facts: Facts;
  /** Tells root causes of one check apart; left out when the check has only one. */
  cause?: string;
  title?: string;
  touches?: readonly string[];
} & OfItsOwn;

/** What a cause says for itself where the check's word does not fit it. */
type OfItsOwn = { fix?: string; change?: Change; evidenceKind?: EvidenceKind };
type Details = Partial<Pick<Problem, 'severity' | 'facts' | 'cause' | 'title' | 'touches'>> & OfItsOwn;

export function fail(subject: string, { facts = {}, ...details }: Details = {}): Problem {
  return { outcome: 'fail', reason: null, subject, facts, ...details };
}

export function unknown(subject: string | null, reason: Reason, { facts = {}, ...details }: Details = {}): Problem {
  return { outcome: 'unknown', reason, subject, facts, ...details };
}

export function notEntitled(subject: string | null, { facts = {}, ...details }: Details = {}): Problem {
  return { outcome: 'not_entitled', reason: null, subject, facts, ...details };
}

/** The header of the snapshot is handed to every check, so no check needs to ask for the section `zone`. */
export type Needable = Exclude<ReadableSection, 'zone'>;

type Common = {
  zone: { id: string; name: string; plan: Plan };
  account: { id: string };
  /** When the snapshot was taken: the only now a check knows. */
  now: Date;
  endpoints: readonly Endpoint[];
  answers: readonly Answer[];
  /** How rules stood that earlier reviews decided about. */
  approved: readonly Approved[];
  controls: (endpoint: Endpoint) => Controls;
  phases: Phases;
  tools: Tools;
};

type Definition<N extends Needable, U extends Needable> = {
  id: string;
  /** 1 to 8, as in the checklist. */
  step: number;
  title: string;
  /** The same in two or three words, for a list of reasons. */
  gap: string;
  change: Change;
  /** Of a subject that does not say otherwise. */
  severity: Severity;
  evidenceKind?: EvidenceKind;
  /** Whether one account's zones share the problem: then it is one problem, whichever zone showed it. */
  scope?: 'zone' | 'account';
  /** Handed over as values; when one was not read the check is not asked, and says so. */
  needs: readonly N[];
  /** Handed over as they are, read or not, for a check that can say something either way. */
  uses?: readonly U[];
  /** Needed lists whose gaps would be mistaken for absence: torn, they make the check unknown. */
  whole?: readonly N[];
  why: string;
  fix: string;
  standards: readonly string[];
  evaluate(input: Common & Pick<SectionValues, N> & { sections: Pick<Sections, U> }): Problem[];
};

export type Check = Omit<Definition<Needable, Needable>, 'evaluate' | 'scope' | 'evidenceKind' | 'uses' | 'whole'> & {
  evidenceKind: EvidenceKind;
  scope: 'zone' | 'account';
  uses: readonly Needable[];
  whole: readonly Needable[];
  /** Must not be asked before every section it needs was read. */
  judge(snapshot: Snapshot, common: Common): Problem[];
};

export function defineCheck<N extends Needable, U extends Needable = never>(definition: Definition<N, U>): Check {
  const { evaluate, evidenceKind = 'provable', scope = 'zone', uses = [], whole = [], ...metadata } = definition;
  return {
    ...metadata,
    evidenceKind,
    scope,
    uses,
    whole,
    judge(snapshot, common) {
      const values = Object.fromEntries(
        definition.needs.map((name) => [name, readValue(name, snapshot.sections[name])]),
      ) as Pick<SectionValues, N>;
      const sections = Object.fromEntries(uses.map((name) => [name, snapshot.sections[name]])) as Pick<Sections, U>;
      return evaluate({ ...common, ...values, sections });
    },
  };
}

function readValue(name: string, section: Section<unknown>): unknown {
  if (section.state !== 'read') throw new Error(`${name} was not read`);
  return section.value;
}

export const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

export function worse(a: Severity, b: Severity): Severity {
  return SEVERITIES.indexOf(a) >= SEVERITIES.indexOf(b) ? a : b;
}
