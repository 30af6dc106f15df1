/** What a review hands over: one table a step and the findings of it. Every format is made from this, so that none knows more than another. */
import { CONTROL_NAMES, type ControlName } from '../checks/controls/control.ts';
import { controlInWords } from '../messages/control-words.ts';
import { INVENTORY_COLUMNS, inventoryRow, withKind } from '../messages/csv.ts';
import { type ChartBlock, trendChart, trendInWords } from '../messages/trend.ts';
import type { Bands, Row as Risk } from '../review/figures.ts';
import type { Mark } from '../review/marks.ts';
import type { OwnershipRule } from '../review/ownership.ts';
import { ownedInWords, ownershipProof } from '../review/ownership-proof.ts';
import type { Decision, Review, ReviewEndpoint, ReviewFinding, ReviewItem } from '../review/review.ts';
import { comparedBy, comparedControls, type Reading } from '../review/trend.ts';

export interface Rows {
  review: Review;
  /** When Cloudflare was read, as ISO 8601; null when it was not. */
  takenAt: string | null;
  endpoints: readonly ReviewEndpoint[];
  /** Who owns what, as the workspace has said. */
  rules: readonly OwnershipRule[];
  findings: readonly ReviewFinding[];
  items: readonly ReviewItem[];
  /** The one that counts of each item. */
  decisions: readonly Decision[];
  marks: readonly Mark[];
  /** Of the zone, the oldest first. */
  readings: readonly Reading[];
  /** When this is made. */
  now: Date;
  /** Names of people by their ids. */
  names: ReadonlyMap<string, string>;
}

export interface Step {
  step: number;
  title: string;
  /** What it is about, in a sentence. */
  about: string;
  columns: readonly string[];
  rows: readonly (readonly string[])[];
  findings: readonly ReviewFinding[];
}

export interface Deliverables {
  review: Review;
  takenAt: string | null;
  lead: string;
  steps: readonly Step[];
  items: readonly HandedItem[];
  coverage: readonly Coverage[];
  /** Undefined while there is one reading. */
  trend: { chart: ChartBlock; words: string; tables: TrendTable[] } | undefined;
  counts: { endpoints: number; failed: number; unknown: number; notEntitled: number; muted: number };
}

export interface HandedItem extends ReviewItem {
  owners: readonly string[];
  decision: { id: string; choice: string; state: string; by: string; second: string; until: string } | null;
}

/** How many endpoints a control covers; what is unknown is a band of its own, never a part of another. */
export interface Coverage {
  control: string;
  enforced: number;
  logged: number;
  bypassable: number;
  uncovered: number;
  unknown: number;
  unavailable: number;
}

type Standing = { verdict: string; mode: string; rules: readonly string[] };
const UNKNOWN: Standing = { verdict: 'unknown', mode: 'off', rules: [] };

export interface TrendTable {
  title: string;
  columns: readonly string[];
  rows: readonly (readonly string[])[];
}

/** Shares with what they are shares of: a percentage of a growing inventory would hide that it grows. */
function trendTables({ readings, names }: Rows): TrendTable[] {
  const risk = (row: Risk | undefined) =>
    row ? [`${row.risky} of ${row.endpoints}`, String(row.unknown)] : ['not there', ''];
  const rows = (by: 'hosts' | 'owners', nameOf: (id: string) => string) =>
    comparedBy(readings, by).map(({ name, was, is }) => [
      name === '' ? 'all others' : nameOf(name),
      ...risk(was),
      ...risk(is),
    ]);
  const bands = (each: Bands | undefined) =>
    each
      ? [
          `${each.enforced} of ${each.enforced + each.logged + each.open + each.unknown}`,
          String(each.logged),
          String(each.unknown),
        ]
      : ['not there', '', ''];
  const columns = ['at high risk, first', 'unknown, first', 'at high risk, now', 'unknown, now'];
  return [
    { title: 'By host', columns: ['host', ...columns], rows: rows('hosts', (host) => host) },
    { title: 'By owner', columns: ['owner', ...columns], rows: rows('owners', (id) => names.get(id) ?? id) },
    {
      title: 'By control',
      columns: [
        'control',
        'enforced, first',
        'logged, first',
        'unknown, first',
        'enforced, now',
        'logged, now',
        'unknown, now',
      ],
      rows: comparedControls(readings).map(({ name, was, is }) => [
        controlInWords(name as ControlName),
        ...bands(was),
        ...bands(is),
      ]),
    },
  ].filter((table) => table.rows.length > 0);
}

function trendOf(given: Rows): Deliverables['trend'] {
  const { review, readings, now } = given;
  const [chart, words] = [trendChart(review.name, readings), trendInWords(readings, now)];
  return chart && words !== undefined ? { chart, words, tables: trendTables(given) } : undefined;
}

export function deliverablesOf(rows: Rows): Deliverables {
  const { review, findings, items, names } = rows;
  const nameOf = (id: string) => names.get(id) ?? id;
  const proof = ownershipProof(rows.endpoints, rows.rules);
  const ownedOf = ownedInWords(proof);
  const decided = new Map(rows.decisions.map((decision) => [decision.itemId, decision]));
  const ownerOf = new Map(rows.endpoints.map(({ key, ownerId }) => [key, nameOf(ownerId)]));
  const handed = items.map((item): HandedItem => {
    const decision = decided.get(item.id);
    return {
      ...item,
      owners: [...new Set(item.endpointKeys.flatMap((key) => ownerOf.get(key) ?? []))],
      decision: decision
        ? {
            id: decision.id,
            choice: decision.choice,
            state: decision.state,
            by: nameOf(decision.decidedBy),
            second: decision.secondBy ? nameOf(decision.secondBy) : '',
            until: decision.until ?? '',
          }
        : null,
    };
  });
  const count = (outcome: string) => findings.filter((each) => each.outcome === outcome).length;
  return {
    review,
    takenAt: rows.takenAt,
    lead: nameOf(review.leadId),
    steps: STEPS.map(({ columns, row, ...step }) => ({
      ...step,
      ...(step.step === 1 && {
        about: `${step.about} ${proof.unowned.length} unowned, ${proof.twice.length} owned twice.`,
      }),
      columns: step.step === 8 ? ITEM_COLUMNS : ['method', 'host', 'path', ...columns],
      rows:
        step.step === 8
          ? handed.map(itemRow)
          : rows.endpoints.map((each) => [
              each.facts.method,
              each.facts.host,
              each.facts.path,
              ...row(each, nameOf, ownedOf),
            ]),
      findings: findings.filter((each) => each.step === step.step),
    })),
    items: handed,
    trend: trendOf(rows),
    coverage: CONTROL_NAMES.map((control) => coverageOf(control, rows.endpoints)).filter(({ control: _, ...bands }) =>
      Object.values(bands).some((n) => n > 0),
    ),
    counts: {
      endpoints: rows.endpoints.length,
      failed: count('fail'),
      unknown: count('unknown'),
      notEntitled: count('not_entitled'),
      muted: rows.marks.filter(({ kind }) => kind === 'false-positive').length,
    },
  };
}

type Row = (endpoint: ReviewEndpoint, nameOf: (id: string) => string, ownedOf: (key: string) => string) => string[];
const STEPS: readonly (Omit<Step, 'rows' | 'findings'> & { row: Row })[] = [
  {
    step: 1,
    title: 'API inventory',
    about: 'Every endpoint with where it is known from, for whom it is, and who owns it.',
    columns: [...INVENTORY_COLUMNS.slice(3), 'owned', 'owner because', 'traffic', 'documentation'],
    row: (endpoint, nameOf, ownedOf) => [
      ...inventoryRow(endpoint, nameOf).slice(3),
      ownedOf(endpoint.key),
      endpoint.ownerBecause,
      endpoint.facts.traffic?.seen ?? 'unknown',
      wordIn(endpoint.facts.documentation, 'status'),
    ],
  },
  {
    step: 2,
    title: 'Authentication review',
    about: 'Which credential each endpoint takes, and what at the edge asks for it.',
    columns: ['credential', 'authentication', 'JWT validation', 'mTLS', 'Cloudflare Access'],
    row: ({ facts }) => [
      facts.authentication.credential ?? 'unknown',
      withKind(facts.authentication.status, facts.authentication.evidence),
      ...standings(facts, ['jwt', 'mtls', 'access']),
    ],
  },
  {
    step: 3,
    title: 'Authorization findings',
    about: 'Whether a valid token reaches what is another’s; only owners can confirm it.',
    columns: ['authorization', 'test'],
    row: ({ facts }) => [
      withKind(facts.authorization?.status, facts.authorization?.evidence),
      facts.authorization?.test ?? '',
    ],
  },
  {
    step: 4,
    title: 'Input handling and schema enforcement',
    about: 'Whether requests are held against a schema, and which WAF rules look at them.',
    columns: ['schema validation', 'managed WAF rules', 'custom WAF rules'],
    row: ({ facts }) => standings(facts, ['schema', 'waf-managed', 'waf-custom']),
  },
  {
    step: 5,
    title: 'Abuse and rate controls',
    about: 'Limits by what each endpoint is for, and what tells machines from people.',
    columns: ['sensitivity', 'rate limit', 'bot protection', 'leaked credentials check'],
    row: ({ facts }) => [facts.sensitivity, ...standings(facts, ['rate-limit', 'bots', 'leaked-credentials'])],
  },
  {
    step: 6,
    title: 'Partner and machine access',
    about: 'How partners’ credentials are issued, rotated and narrowed.',
    columns: ['audience', 'issuing', 'rotation', 'scope', 'contact'],
    row: ({ facts }) => [
      facts.audience ?? 'unknown',
      ...(['issuing', 'rotation', 'scope', 'contact'] as const).map((what) =>
        facts.audience === null || facts.audience === 'partner'
          ? withKind(facts.partner?.[what]?.answer, facts.partner?.[what]?.evidence)
          : 'not for partners',
      ),
    ],
  },
  {
    step: 7,
    title: 'Logging and detection',
    about: 'Whether what happens reaches whoever watches.',
    columns: ['logging'],
    row: ({ facts }) => standings(facts, ['logging']),
  },
  {
    step: 8,
    title: 'Remediation list',
    about: 'What to put right, in order, with what was decided: staged or at once.',
    columns: [],
    row: () => [],
  },
];

const ITEM_COLUMNS = [
  'rank',
  'id',
  'score',
  'title',
  'why here',
  'endpoints',
  'owners',
  'fix',
  'proposed',
  'decision',
  'state',
  'decided by',
  'approved by',
  'until',
];
const itemRow = (item: HandedItem): string[] => [
  String(item.rank),
  item.id,
  String(item.score),
  item.title,
  item.because || item.reasons.join('; '),
  String(item.endpointKeys.length),
  item.owners.join(' '),
  item.fix,
  item.proposed,
  item.decision?.choice ?? '',
  item.decision?.state ?? 'to be decided',
  item.decision?.by ?? '',
  item.decision?.second ?? '',
  item.decision?.until ?? '',
];

/** Verdict, mode and rules of each, in words; what is not told is unknown. */
const standings = (facts: ReviewEndpoint['facts'], controls: readonly ControlName[]): string[] =>
  controls.map((control) => {
    const { verdict, mode, rules } = standingOf(facts, control) ?? UNKNOWN;
    const acts = verdict === 'covered' || verdict === 'bypassable' ? `, ${mode}` : '';
    return `${verdict}${acts}${rules.length > 0 ? ` (${rules.join(' ')})` : ''}`;
  });

/** Undefined where the control is not asked of the endpoint. */
function standingOf(facts: ReviewEndpoint['facts'], control: ControlName): Standing | undefined {
  const controls = facts.controls;
  if (typeof controls !== 'object' || controls === null) return UNKNOWN;
  const found = (controls as Record<string, Standing | undefined>)[control];
  return found ?? (control === 'leaked-credentials' ? { verdict: 'not asked', mode: 'off', rules: [] } : UNKNOWN);
}

function coverageOf(control: ControlName, endpoints: readonly ReviewEndpoint[]): Coverage {
  const bands = { enforced: 0, logged: 0, bypassable: 0, uncovered: 0, unknown: 0, unavailable: 0 };
  for (const { facts } of endpoints) {
    const { verdict, mode } = standingOf(facts, control) ?? UNKNOWN;
    if (verdict === 'covered') bands[mode === 'log' ? 'logged' : 'enforced'] += 1;
    else if (verdict === 'bypassable' || verdict === 'uncovered' || verdict === 'unavailable') bands[verdict] += 1;
    else if (verdict !== 'not asked') bands.unknown += 1;
  }
  return { control: controlInWords(control), ...bands };
}

function wordIn(value: unknown, name: string): string {
  const word = (value as Record<string, unknown> | null | undefined)?.[name];
  return typeof word === 'string' ? word : 'unknown';
}
