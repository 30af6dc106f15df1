/** One item of the remediation list: what is wrong with which things, how that is known, why it stands where it stands, and what to do. */
import { compareText, SEVERITIES } from '../checks/check.ts';
import type { ReviewEndpoint, ReviewFinding, ReviewItem } from '../review/review.ts';
import { mostAtStakeFirst } from '../review/stake.ts';
import { audienceInWords, sensitivityInWords } from './endpoint-words.ts';
import { amount, code, count, inline, person, safe } from './message.ts';
import { subjectInWords } from './subject.ts';

const SUBJECTS_SHOWN = 3;
const OWNERS_SHOWN = 3;

export interface ItemFacts {
  findings: readonly ReviewFinding[];
  endpoints: readonly ReviewEndpoint[];
  /** Who is mentioned in a channel is notified, and hears all that is said there afterwards: only a private page names owners. */
  reader: 'channel' | 'person';
}

const CLOSE = '. :left_right_arrow: With one weight a fifth more or less, a neighbour would stand in its place';

export function itemInWords(item: ReviewItem, { findings, endpoints, reader }: ItemFacts): string {
  const found = findings.filter((finding) => item.findings.includes(finding.id));
  const touched = worstFirst(item, endpoints);
  const things = thingsInWords(found, touched);
  return [
    `*${item.rank}. ${safe(item.title)}*`,
    ...(things === '' ? [] : [things]),
    [
      ...severity(found),
      ...(touched.length > 0 ? [`${count(touched.length, 'endpoint')}${ownersInWords(touched, reader)}`] : []),
      `score ${amount(item.score)}`,
      ...reasons(item, found, touched),
      ...evidence(found),
    ].join(' · '),
    `Fix: ${safe(item.fix, 600)}`,
    ...(reader === 'person' && item.because !== ''
      ? [`Why here: ${safe(item.because)}${item.isClose ? CLOSE : ''}`]
      : []),
  ].join('\n');
}

function worstFirst(item: ReviewItem, endpoints: readonly ReviewEndpoint[]): ReviewEndpoint[] {
  const keys = new Set(item.endpointKeys);
  return mostAtStakeFirst(endpoints.filter(({ key }) => keys.has(key)));
}

function thingsInWords(findings: readonly ReviewFinding[], touched: readonly ReviewEndpoint[]): string {
  const rank = new Map(touched.map(({ key }, index) => [key, index]));
  const order = (subject: string) => rank.get(subject) ?? touched.length;
  const named = findings
    .flatMap((finding) => finding.subjects.map((subject) => ({ subject, finding })))
    .sort((a, b) => order(a.subject) - order(b.subject) || compareText(a.subject, b.subject));
  const [worst] = touched;
  const above = worst && isAboutThings(findings) ? `, most of all ${code(worst.key, 140)}` : '';
  return `${inline(named, SUBJECTS_SHOWN, ({ subject, finding }) => subjectInWords(subject, finding))}${above}`;
}

/** About a rule, a host or a token, and so about the endpoints it concerns; not about the endpoints by name. */
const isAboutThings = (findings: readonly ReviewFinding[]) =>
  findings.every(({ subjects }) => subjects.every((subject) => /^(?!zone:|account:)[a-z-]+:/.test(subject)));

const isAboutAll = (findings: readonly ReviewFinding[]) =>
  findings.every(({ subjects }) => subjects.every((subject) => /^(?:zone|account):/.test(subject)));

/** Of the endpoint that is named first; what concerns the whole zone is not about one. */
function reasons(item: ReviewItem, findings: readonly ReviewFinding[], [worst]: readonly ReviewEndpoint[]): string[] {
  const gap = item.reasons.at(-1);
  return [
    ...(worst && !isAboutAll(findings) ? [audienceInWords(worst), sensitivityInWords(worst)] : []),
    ...(gap === undefined ? [] : [safe(gap)]),
  ];
}

function severity(findings: readonly ReviewFinding[]): string[] {
  const worst = SEVERITIES.findLast((each) => findings.some((finding) => finding.severity === each));
  return worst ? [`*${worst.charAt(0).toUpperCase()}${worst.slice(1)}*`] : [];
}

/** Whoever owns most of it first. */
function ownersInWords(endpoints: readonly ReviewEndpoint[], reader: ItemFacts['reader']): string {
  const counts = new Map<string, number>();
  for (const { ownerId } of endpoints) counts.set(ownerId, (counts.get(ownerId) ?? 0) + 1);
  if (reader === 'channel') return ` of ${count(counts.size, 'owner')}`;
  const sorted = [...counts].sort(([a, n], [b, m]) => m - n || compareText(a, b));
  return ` of ${inline(sorted, OWNERS_SHOWN, ([ownerId]) => person(ownerId))}`;
}

function evidence(findings: readonly ReviewFinding[]): string[] {
  const kinds = [...new Set(findings.map((finding) => finding.evidenceKind))].flatMap((kind) => KINDS[kind] ?? []);
  return kinds.length > 0 ? [kinds.join(' and ')] : [];
}

const KINDS: Partial<Record<ReviewFinding['evidenceKind'], string>> = {
  provable: 'proved by the configuration',
  indicated: 'indicated by traffic',
  stated: 'by people’s own word',
};
