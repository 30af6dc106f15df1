/** Rows for a spreadsheet, in which text from outside cannot become a formula. */
import { overlaps } from '../inventory/templates.ts';
import type { Decision, ReviewEndpoint, ReviewItem } from '../review/review.ts';

const PAIRS_TOLD = 1000;

export const INVENTORY_COLUMNS = [
  'method',
  'host',
  'path',
  'sources',
  'audience',
  'audience because',
  'sensitivity',
  'sensitivity because',
  'credential',
  'credential because',
  'authentication',
  'authorization',
  'test of authorization',
  'partner issuing',
  'partner rotation',
  'partner scope',
  'partner contact',
  'owner',
  'acknowledged by',
];

/** One endpoint, with what is known of who may call it. */
export const inventoryRow = (
  { facts, ownerId, acknowledgedBy }: ReviewEndpoint,
  nameOf: (id: string) => string = (id) => id,
): string[] => [
  facts.method,
  facts.host,
  facts.path,
  facts.sources.join(' '),
  facts.audience ?? 'unknown',
  facts.because.audience,
  facts.sensitivity,
  facts.because.sensitivity,
  facts.authentication.credential ?? 'unknown',
  facts.because.credential ?? '',
  withKind(facts.authentication.status, facts.authentication.evidence),
  withKind(facts.authorization?.status, facts.authorization?.evidence),
  facts.authorization?.test ?? '',
  ...(['issuing', 'rotation', 'scope', 'contact'] as const).map((what) =>
    facts.audience === null || facts.audience === 'partner'
      ? withKind(facts.partner?.[what]?.answer, facts.partner?.[what]?.evidence)
      : 'not for partners',
  ),
  nameOf(ownerId),
  acknowledgedBy === null ? '' : nameOf(acknowledgedBy),
];

/** Every cell says by which kind of evidence it is known, or that it is not. */
export const withKind = (value: string | null | undefined, kind: string | undefined): string =>
  value && value !== 'unknown' && kind && kind !== 'none' ? `${value} (${KINDS[kind] ?? kind})` : 'unknown';

const KINDS: Record<string, string> = {
  provable: 'proved',
  indicated: 'indicated by traffic',
  stated: 'stated by its owner',
};

/** Pairs of templates that stand for the same paths; null where there are none. */
export function templatesCsv(endpoints: readonly ReviewEndpoint[]): string | null {
  const { examples } = overlaps(
    endpoints.map(({ key, facts }) => ({ ...facts, key })),
    PAIRS_TOLD,
  );
  if (examples.length === 0) return null;
  return csv(
    ['template', 'overlaps with', 'how', 'takes the shared requests'],
    examples.map(({ how, templates, wins }) => [...templates, how, wins ?? 'unknown']),
  );
}

export function remediationCsv(items: readonly ReviewItem[], decisions: readonly Decision[]): string {
  const decided = new Map(decisions.map((decision) => [decision.itemId, decision]));
  const header = [
    'rank',
    'score',
    'title',
    'reasons',
    'endpoints',
    'fix',
    'proposed',
    'decision',
    'state',
    'decided by',
    'approved by',
    'until',
  ];
  return csv(
    header,
    items.map((item) => {
      const decision = decided.get(item.id);
      return [
        String(item.rank),
        String(item.score),
        item.title,
        item.reasons.join('; '),
        String(item.endpointKeys.length),
        item.fix,
        item.proposed,
        decision?.choice ?? '',
        decision?.state ?? '',
        decision?.decidedBy ?? '',
        decision?.secondBy ?? '',
        decision?.until ?? '',
      ];
    }),
  );
}

export const csv = (header: readonly string[], rows: readonly (readonly string[])[]) =>
  `${[header, ...rows].map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;

/**
 * Spreadsheets run what begins like a formula, quoted or not, and an apostrophe makes it text. One whose cells are
 * separated by something other than a comma begins a cell in the middle of ours, so what follows such a separator is
 * guarded too.
 */
const FORMULA = /(^|[;|\t\r\n])([\s"]*)(?=[=+\-@＝＋－＠])/g;

const cell = (text: string) => `"${text.replace(FORMULA, "$1$2'").replaceAll('"', '""')}"`;
