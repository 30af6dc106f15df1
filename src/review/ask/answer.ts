/** The rows that answer a question, most telling first. */

import { SEVERITIES } from '../../checks/check.ts';
import { isTheirs } from '../answers.ts';
import type { Change } from '../changes.ts';
import { NO_OWNER_SET } from '../ownership.ts';
import { isOpen, type Review } from '../review.ts';
import { isGroup } from '../roles.ts';
import { mostAtStakeFirst } from '../stake.ts';
import { type Asked, ControlName, type Filters } from './asked.ts';
import {
  type DecisionRow,
  decisionRows,
  type EndpointRow,
  endpointRows,
  type Facets,
  fits,
  type ItemRow,
  itemRows,
  type QuestionRow,
  questionRows,
  type ReviewFacts,
} from './facts.ts';

/** What waits for one person in one review; without a person, for anybody but those who decided. */
export interface Waiting {
  review: Review;
  who: string | undefined;
  notBy: readonly string[];
  endpoints: number;
  questions: number;
  decisions: number;
  approvals: number;
}

export interface Ownership {
  review: Review;
  who: string;
  because: string;
  endpoints: readonly EndpointRow[];
}

export interface Coverage {
  control: ControlName;
  verdicts: ReadonlyMap<string, number>;
}

export interface Progress {
  review: Review;
  problem: string | null;
  endpoints: number;
  acknowledged: number;
  questions: number;
  items: number;
  undecided: number;
}

export type Row =
  | { kind: 'waiting'; waiting: Waiting }
  | { kind: 'scan'; review: Review; failed: boolean }
  | { kind: 'endpoint'; row: EndpointRow; verdict?: string }
  | { kind: 'ownership'; ownership: Ownership }
  | { kind: 'acknowledgement'; ownership: Ownership }
  | { kind: 'item'; row: ItemRow }
  | { kind: 'decision'; row: DecisionRow }
  | { kind: 'question'; row: QuestionRow }
  | { kind: 'coverage'; coverage: Coverage }
  | { kind: 'progress'; progress: Progress }
  | { kind: 'change'; review: Review; change: Change };

interface Reader {
  timezone: string | null;
}

export function answer({ topic, filters }: Asked, reviews: readonly ReviewFacts[], { timezone }: Reader): Row[] {
  const narrowed = <R extends Facets>(rows: readonly R[], by: Filters = filters) =>
    rows.filter((row) => fits(row, by, timezone));
  const endpoints = () => reviews.flatMap((facts) => narrowed(endpointRows(facts)));
  switch (topic) {
    case 'waiting':
      return reviews.flatMap((facts) => waitingRows(facts, filters, timezone));
    case 'status':
      return reviews.flatMap((facts) => progressRows(facts, filters, timezone));
    case 'endpoints':
      return riskiest(endpoints()).map((row) => ({ kind: 'endpoint', row }));
    case 'unowned':
      return riskiest(endpoints().filter(isUnowned)).map((row) => ({ kind: 'endpoint', row }));
    case 'owner':
      return byOwner(endpoints()).map((ownership) => ({ kind: 'ownership', ownership }));
    case 'acknowledgements':
      return byOwner(endpoints()).map((ownership) => ({ kind: 'acknowledgement', ownership }));
    case 'findings':
      return reviews
        .flatMap((facts) => narrowed(itemRows(facts)))
        .toSorted((a, b) => b.item.score - a.item.score || a.item.rank - b.item.rank)
        .map((row) => ({ kind: 'item', row }));
    case 'coverage':
      return coverageRows(endpoints(), filters);
    case 'decisions':
      return reviews.flatMap((facts) => narrowed(decisionRows(facts))).map((row) => ({ kind: 'decision', row }));
    case 'questions':
      return reviews.flatMap((facts) => narrowed(questionRows(facts))).map((row) => ({ kind: 'question', row }));
    case 'changes':
      return reviews.flatMap((facts) => changeRows(facts, filters, timezone));
    case 'help':
      return [];
  }
}

const isUnowned = ({ endpoint }: EndpointRow) => endpoint.ownerBecause === NO_OWNER_SET;

function riskiest(rows: readonly EndpointRow[]): EndpointRow[] {
  const rank = new Map(mostAtStakeFirst(rows.map(({ endpoint }) => endpoint)).map((endpoint, at) => [endpoint, at]));
  const worst = ({ worst: severity }: EndpointRow) => (severity ? SEVERITIES.indexOf(severity) : -1);
  return rows.toSorted((a, b) => worst(b) - worst(a) || (rank.get(a.endpoint) ?? 0) - (rank.get(b.endpoint) ?? 0));
}

/** Everything that has to happen before a review can end, by who has to do it. */
function waitingRows(facts: ReviewFacts, filters: Filters, timezone: string | null): Row[] {
  const { review, scan } = facts;
  if (!isOpen(review)) return [];
  const { people, state, ...others } = filters;
  const left = <R extends Facets>(rows: readonly R[]) => rows.filter((row) => fits(row, others, timezone));
  const open = <R extends Facets>(rows: readonly R[]) => left(rows).filter((row) => row.state === 'open');
  if (review.state === 'scanning') return [{ kind: 'scan', review, failed: scan?.state === 'failed' }];

  const found = new Map<string | undefined, Waiting>();
  const of = (who: string | undefined): Waiting => {
    const known = found.get(who) ?? { review, who, notBy: [], endpoints: 0, questions: 0, decisions: 0, approvals: 0 };
    found.set(who, known);
    return known;
  };
  for (const { endpoint } of open(endpointRows(facts))) of(endpoint.ownerId).endpoints += 1;
  for (const { question } of open(questionRows(facts)))
    if (isTheirs(question, facts.endpoints)) of(question.ownerId).questions += 1;
  const items = left(itemRows(facts));
  for (const row of items) if (row.state === 'open') of(review.leadId).decisions += 1;
  for (const { decision } of items.filter((row) => row.state === 'to approve')) {
    const anybody = of(undefined);
    anybody.approvals += 1;
    anybody.notBy = [...new Set([...anybody.notBy, ...(decision ? [decision.decidedBy] : [])])];
  }
  return [...found.values()]
    .filter((waiting) => !state || (state === 'to approve' ? waiting.who === undefined : state === 'open'))
    .filter(
      ({ who, notBy }) =>
        !people ||
        (who === undefined ? people.some((id) => !isGroup(id) && !notBy.includes(id)) : people.includes(who)),
    )
    .toSorted((a, b) => weight(b) - weight(a) || ((a.who ?? '') < (b.who ?? '') ? -1 : 1))
    .map((waiting) => ({ kind: 'waiting', waiting }));
}

const weight = ({ endpoints, questions, decisions, approvals }: Waiting) =>
  endpoints + questions + decisions + approvals;

/** How far it is with what the filters leave; reviews about which they leave nothing are not told. */
function progressRows(facts: ReviewFacts, filters: Filters, timezone: string | null): Row[] {
  const { review, scan } = facts;
  const { state, days, people, ...others } = filters;
  const whole: Facets = {
    review,
    people: [review.leadId, ...facts.endpoints.map(({ ownerId }) => ownerId)],
    endpoints: facts.endpoints,
    steps: [],
    severities: [],
    controls: [],
    state: isOpen(review) ? 'open' : 'done',
    at: review.startedAt,
  };
  if (!fits(whole, { ...(state && { state }), ...(days && { days }), ...(people && { people }) }, timezone)) return [];
  const endpoints = endpointRows(facts).filter((row) => fits(row, others, timezone));
  const items = itemRows(facts).filter((row) => fits(row, others, timezone));
  const questions = questionRows(facts).filter((row) => fits(row, others, timezone));
  const narrowed = Object.keys(others).some((name) => name !== 'review' && name !== 'channel');
  if (narrowed && endpoints.length + items.length + questions.length === 0) return [];
  const open = (rows: readonly Facets[]) => rows.filter((row) => row.state === 'open').length;
  const progress = {
    review,
    problem: scan?.state === 'failed' ? (scan.problem ?? 'The scan could not be completed.') : null,
    endpoints: endpoints.length,
    acknowledged: endpoints.length - open(endpoints),
    questions: open(questions),
    items: items.length,
    undecided: open(items),
  };
  return [{ kind: 'progress', progress }];
}

/** Whoever owns most first. */
function byOwner(rows: readonly EndpointRow[]): Ownership[] {
  const found = new Map<string, Ownership & { endpoints: EndpointRow[] }>();
  for (const row of riskiest(rows)) {
    const { review, endpoint } = row;
    const key = `${review.id} ${endpoint.ownerId}`;
    const known = found.get(key);
    if (known) known.endpoints.push(row);
    else found.set(key, { review, who: endpoint.ownerId, because: endpoint.ownerBecause, endpoints: [row] });
  }
  return [...found.values()].toSorted((a, b) => b.endpoints.length - a.endpoints.length || (a.who < b.who ? -1 : 1));
}

/** Of one control endpoint by endpoint, the open ones first; of all of them in numbers. */
function coverageRows(rows: readonly EndpointRow[], { control, verdict }: Filters): Row[] {
  if (control) {
    const order = ['uncovered', 'bypassable', 'unknown', 'unavailable', 'covered'];
    return riskiest(rows)
      .flatMap((row) => {
        const found = row.verdicts[control]?.verdict;
        return found === undefined || !isMeant(found, verdict)
          ? []
          : [{ kind: 'endpoint' as const, row, verdict: found }];
      })
      .toSorted((a, b) => order.indexOf(a.verdict) - order.indexOf(b.verdict));
  }
  if (verdict) {
    const open = rows.filter(({ verdicts }) =>
      Object.values(verdicts).some((each) => isMeant(each?.verdict ?? '', verdict)),
    );
    return riskiest(open).map((row) => ({ kind: 'endpoint', row, verdict }));
  }
  return ControlName.options.flatMap((name): Row[] => {
    const counts = new Map<string, number>();
    for (const { verdicts } of rows) {
      const found = verdicts[name]?.verdict;
      if (found !== undefined) counts.set(found, (counts.get(found) ?? 0) + 1);
    }
    return counts.size === 0 ? [] : [{ kind: 'coverage', coverage: { control: name, verdicts: counts } }];
  });
}

/** Whoever asks what is uncovered wants to know of ways round as well. */
const isMeant = (found: string, verdict: Filters['verdict']) =>
  verdict === undefined || found === verdict || (verdict === 'uncovered' && found === 'bypassable');

/** What is no endpoint belongs to the zone as a whole, and is the lead's. */
function changeRows(facts: ReviewFacts, filters: Filters, timezone: string | null): Row[] {
  const { review, scan } = facts;
  const rows = new Map(endpointRows(facts).map((row) => [row.endpoint.key, row]));
  return (scan?.changes?.shown ?? []).flatMap((change): Row[] => {
    const own = rows.get(change.name);
    const facets: Facets = {
      review,
      people: own?.people ?? [review.leadId],
      endpoints: own?.endpoints ?? [],
      steps: own?.steps ?? [],
      severities: own?.severities ?? [],
      controls: own?.controls ?? [],
      state: own?.state ?? 'open',
      at: review.startedAt,
    };
    return fits(facets, filters, timezone) ? [{ kind: 'change', review, change }] : [];
  });
}
