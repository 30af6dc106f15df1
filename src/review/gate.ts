/** When a control has proved itself on trial, in numbers. The numbers are by kind of control. */
import type { ControlName } from '../checks/controls/control.ts';

/** So many days, so many requests to what it guards, and at most this share of them stopped. */
export type Gate = { days: number; requests: number; share: number };

const USUAL: Gate = { days: 7, requests: 1_000, share: 0.001 };
const GATES: Partial<Record<ControlName, Gate>> = {
  // a partner that calls once a month is seen within a month
  mtls: { days: 30, requests: 1_000, share: 0 },
  jwt: { days: 7, requests: 1_000, share: 0 },
};

export const gateOf = (control: ControlName | undefined): Gate => (control && GATES[control]) ?? USUAL;

/** Of one reading. Counts are estimates from samples. */
export type Figures = {
  requests: number;
  hits: number;
  /** Of the hits, those to endpoints for partners, and those to nothing that the inventory knows. */
  partnerHits: number;
  strangeHits: number;
  /** False when there were more kinds of hits than one answer holds. */
  whole: boolean;
  /** How many requests one counted row stands for on the average. */
  sampleInterval: number;
  worst: readonly { what: string; asn: string; agent: string; count: number }[];
};
export type Evidence = { from: Date; to: Date; figures: Figures };

export type Proof = Omit<Figures, 'worst'> & {
  days: number;
  share: number | null;
  worst: Figures['worst'];
  /** `broken` is proved; what is only not proved yet goes on collecting. */
  verdict: 'collecting' | 'passed' | 'broken';
  /** Why it has not passed. */
  missing: string[];
};

const DAY_MS = 24 * 60 * 60_000;
/** Of fewer requests no share says anything. */
const ENOUGH = 100;

/** Over the last days of the gate: what was mended before is no reproach for ever. */
export function proofOf(gate: Gate, evidence: readonly Evidence[], now: Date): Proof {
  const since = now.getTime() - gate.days * DAY_MS;
  const recent = evidence.filter(({ to }) => to.getTime() > since);
  const sum = (of: (figures: Figures) => number) => recent.reduce((total, { figures }) => total + of(figures), 0);
  const covered = recent.reduce((total, { from, to }) => total + (to.getTime() - Math.max(from.getTime(), since)), 0);
  const days = Math.round((covered / DAY_MS) * 10) / 10;
  const [requests, hits] = [sum((each) => each.requests), sum((each) => each.hits)];
  const [partnerHits, strangeHits] = [sum((each) => each.partnerHits), sum((each) => each.strangeHits)];
  const whole = recent.every(({ figures }) => figures.whole);
  const share = requests > 0 ? hits / requests : null;
  const isBroken = partnerHits > 0 || (hits > requests * gate.share && (requests >= ENOUGH || hits >= ENOUGH));
  const missing = [
    ...(days < gate.days ? [`${gate.days} days are needed`] : []),
    ...(requests < gate.requests ? [`${gate.requests.toLocaleString('en-US')} requests are needed`] : []),
    ...(hits > requests * gate.share ? [`at most ${percent(gate.share)} may be stopped`] : []),
    ...(partnerHits > 0 ? ['no request to an endpoint for partners may be stopped'] : []),
    ...(strangeHits > 0 ? ['some of it goes to nothing that the inventory knows'] : []),
    ...(whole ? [] : ['not all of it could be counted']),
  ];
  return {
    requests,
    hits,
    partnerHits,
    strangeHits,
    whole,
    sampleInterval: recent.reduce((most, { figures }) => Math.max(most, figures.sampleInterval), 1),
    worst: recent
      .flatMap(({ figures }) => figures.worst)
      .toSorted((a, b) => b.count - a.count)
      .slice(0, 3),
    days,
    share,
    verdict: isBroken ? 'broken' : missing.length === 0 ? 'passed' : 'collecting',
    missing,
  };
}

export const percent = (share: number): string => `${Number((share * 100).toPrecision(2))} %`;
