/** One review as rows that can be told apart by every filter. */

import { z } from 'zod';
import { SEVERITIES } from '../../checks/check.ts';
import { askedOf, isWaiting } from '../answers.ts';
import type { GoneItem } from '../gone.ts';
import type { Mark } from '../marks.ts';
import { bankQuestion } from '../questions.ts';
import type { Decision, Question, Review, ReviewEndpoint, ReviewFinding, ReviewItem, Scan } from '../review.ts';
import { stands } from '../review.ts';
import { ControlName, type Filters, type Severity, type Source, type State } from './asked.ts';
import { localDay } from './days.ts';

export interface ReviewFacts {
  review: Review;
  scan: Scan | undefined;
  endpoints: readonly ReviewEndpoint[];
  questions: readonly Question[];
  findings: readonly ReviewFinding[];
  items: readonly ReviewItem[];
  decisions: readonly Decision[];
  gone: readonly GoneItem[];
  marks: readonly Mark[];
}

/** By what a row is told apart. Everything that a row is about is in one of these. */
export interface Facets {
  review: Review;
  people: readonly string[];
  endpoints: readonly ReviewEndpoint[];
  steps: readonly number[];
  severities: readonly Severity[];
  controls: readonly ControlName[];
  state: State;
  choice?: Decision['choice'] | undefined;
  /** When it was done; what is still to be done has been since the review began. */
  at: Date;
}

export type EndpointRow = Facets & {
  endpoint: ReviewEndpoint;
  worst: Severity | undefined;
  /** What each control was found to do for it; none where the facts do not say. */
  verdicts: Verdicts;
};
export type ItemRow = Facets & { item: ReviewItem; decision: Decision | undefined };
export type DecisionRow = Facets & { item: ReviewItem | undefined; decision: Decision };
export type QuestionRow = Facets & { question: Question };

/** Which checks are about which control, where their names say it. */
const ABOUT: readonly [ControlName, RegExp][] = [
  ['rate-limit', /limit|success-counted/],
  ['schema', /schema/],
  ['jwt', /jwt/],
  ['mtls', /mtls|client-cert/],
  ['waf-managed', /managed|waf/],
  ['waf-custom', /waf|execute-excludes/],
  ['bots', /bots|challenge/],
  ['leaked-credentials', /leaked-creds/],
  ['access', /access|service-token/],
  ['logging', /^logging\./],
];

const Controls = z.object({ controls: z.partialRecord(ControlName, z.object({ verdict: z.string() }).loose()) });
type Verdicts = z.infer<typeof Controls>['controls'];

const verdictsOf = ({ facts }: ReviewEndpoint): Verdicts => Controls.safeParse(facts).data?.controls ?? {};

export function endpointRows({ review, endpoints, findings }: ReviewFacts): EndpointRow[] {
  const found = findingsByKey(findings);
  return endpoints.map((endpoint) => {
    const own = found.get(endpoint.key) ?? [];
    const severities = severitiesOf(own);
    const verdicts = verdictsOf(endpoint);
    return {
      review,
      endpoint,
      verdicts,
      worst: severities.at(-1),
      people: [endpoint.ownerId, ...(endpoint.acknowledgedBy === null ? [] : [endpoint.acknowledgedBy])],
      endpoints: [endpoint],
      steps: own.map(({ step }) => step),
      severities,
      controls: ControlName.options.filter((name) => verdicts[name] !== undefined),
      state: endpoint.acknowledgedBy === null ? 'open' : 'done',
      at: endpoint.acknowledgedAt ?? review.startedAt,
    };
  });
}

export function itemRows(facts: ReviewFacts): ItemRow[] {
  const standing = new Map(facts.decisions.filter(stands).map((decision) => [decision.itemId, decision]));
  const about = aboutItems(facts);
  return facts.items.map((item) => {
    const decision = standing.get(item.id);
    return {
      ...about(item),
      item,
      decision,
      state: decision === undefined ? 'open' : decision.state === 'proposed' ? 'to approve' : 'done',
      choice: decision?.choice,
      at: decision?.decidedAt ?? facts.review.startedAt,
    };
  });
}

/** Newest first; what was replaced since was decided all the same. */
export function decisionRows(facts: ReviewFacts): DecisionRow[] {
  const items = new Map(facts.items.map((item) => [item.id, item]));
  const about = aboutItems(facts);
  return facts.decisions
    .map((decision): DecisionRow => {
      const item = items.get(decision.itemId);
      return {
        ...about(item),
        people: [decision.decidedBy, ...(decision.secondBy === null ? [] : [decision.secondBy])],
        item,
        decision,
        state: decision.state === 'proposed' ? 'to approve' : decision.state === 'approved' ? 'done' : 'open',
        choice: decision.choice,
        at: decision.decidedAt,
      };
    })
    .sort((a, b) => b.at.getTime() - a.at.getTime());
}

export function questionRows({ review, endpoints, questions, findings }: ReviewFacts): QuestionRow[] {
  const byKey = new Map(endpoints.map((endpoint) => [endpoint.key, endpoint]));
  const found = findingsByKey(findings);
  return questions.flatMap((question): QuestionRow[] => {
    const { endpointKeys, answer } = question;
    if (endpointKeys.length === 0 && answer === null) return [];
    const keys = endpointKeys.length > 0 ? endpointKeys : (answer?.endpointKeys ?? []);
    return [
      {
        review,
        question,
        people: [askedOf(question), ...(answer === null ? [] : [answer.saidBy])],
        endpoints: keys.flatMap((key) => byKey.get(key) ?? []),
        steps: [bankQuestion(question.asks).step],
        severities: severitiesOf(keys.flatMap((key) => found.get(key) ?? [])),
        controls: [],
        state: isWaiting(question) ? 'open' : 'done',
        at: answer?.saidAt ?? review.startedAt,
      },
    ];
  });
}

type About = Pick<Facets, 'review' | 'people' | 'endpoints' | 'steps' | 'severities' | 'controls'>;

function aboutItems({ review, endpoints, findings }: ReviewFacts): (item: ReviewItem | undefined) => About {
  const byKey = new Map(endpoints.map((endpoint) => [endpoint.key, endpoint]));
  const byId = new Map(findings.map((finding) => [finding.id, finding]));
  return (item) => {
    const own = item?.findings.flatMap((id) => byId.get(id) ?? []) ?? [];
    const touched = item?.endpointKeys.flatMap((key) => byKey.get(key) ?? []) ?? [];
    const owners = touched.map(({ ownerId }) => ownerId);
    return {
      review,
      people: owners.length > 0 ? [...new Set(owners)] : [review.leadId],
      endpoints: touched,
      steps: own.map(({ step }) => step),
      severities: severitiesOf(own).slice(-1),
      controls: ABOUT.flatMap(([name, checks]) => (own.some(({ check }) => checks.test(check)) ? [name] : [])),
    };
  };
}

function findingsByKey(findings: readonly ReviewFinding[]): Map<string, ReviewFinding[]> {
  const found = new Map<string, ReviewFinding[]>();
  for (const finding of findings) {
    if (finding.outcome !== 'fail') continue;
    for (const subject of finding.subjects) {
      const known = found.get(subject);
      if (known) known.push(finding);
      else found.set(subject, [finding]);
    }
  }
  return found;
}

const severitiesOf = (findings: readonly ReviewFinding[]): Severity[] =>
  SEVERITIES.filter((each) => findings.some(({ severity }) => severity === each));

/** Whether a row is meant by all filters. The review was chosen before. */
export function fits(row: Facets, filters: Filters, timezone: string | null): boolean {
  const { people, host, path, method, step, severities, state, source, control, choice, days } = filters;
  const day = days && localDay(row.at, timezone);
  return (
    (!people || row.people.some((id) => people.includes(id))) &&
    (!host || hostsOf(row).some((each) => each === host || each.endsWith(`.${host}`))) &&
    ((!path && !method && !source) ||
      row.endpoints.some(
        (each) =>
          (!path || hasPath(each, path)) &&
          (!method || each.facts.method === method) &&
          (!source || isFrom(each, source)),
      )) &&
    (!step || row.steps.includes(step)) &&
    (!severities || row.severities.some((each) => severities.includes(each))) &&
    (!state || row.state === state) &&
    (!control || row.controls.includes(control)) &&
    (!choice || row.choice === choice) &&
    (!days || day === undefined || (day >= days.from && day <= days.until))
  );
}

/** What concerns the whole zone concerns the zone's name. */
const hostsOf = ({ endpoints, review }: Facets): string[] =>
  endpoints.length > 0 ? [...new Set(endpoints.map(({ facts }) => facts.host))] : [review.zoneName];

function hasPath({ key, facts }: ReviewEndpoint, path: string): boolean {
  const wanted = path.toLowerCase().replaceAll(/\{[^}]*\}/g, '{}');
  const plain = (text: string) => text.toLowerCase().replaceAll(/\{[^}]*\}/g, '{}');
  return path.startsWith('/') ? plain(facts.path).startsWith(wanted) : plain(key).includes(wanted);
}

export function isFrom(
  { facts }: { facts: Pick<ReviewEndpoint['facts'], 'sources' | 'traffic'> },
  source: Source,
): boolean {
  const { sources, traffic } = facts;
  switch (source) {
    case 'shadow':
      return sources.includes('discovered') && !sources.includes('saved');
    case 'zombie':
      return !sources.includes('discovered') && traffic?.seen === 'no';
    case 'undocumented':
      return !sources.includes('documented');
    default:
      return sources.includes(source);
  }
}
