/** What one reading of a zone comes to in numbers: risk and coverage, of all, per host, per owner and per control. */
import { z } from 'zod';
import { Expiring } from './expiring.ts';
import type { ReviewFinding, ReviewItem } from './review.ts';

/** Of endpoints. Risky, unknown and the rest are three parts of all; `fresh` and `freshRisky` are parts of `endpoints` and `risky`. */
const Row = z.object({
  endpoints: z.int(),
  /** Named by a failed check of high or critical severity. */
  risky: z.int(),
  /** Not risky as far as is known, but a check of it could not be made. */
  unknown: z.int(),
  /** First seen in this reading; none in the first one of all. */
  fresh: z.int(),
  freshRisky: z.int(),
});
export type Row = z.infer<typeof Row>;

/** Of endpoints that the control could stand before: what is not on the plan counts for neither side. */
const Bands = z.object({ enforced: z.int(), logged: z.int(), open: z.int(), unknown: z.int() });
export type Bands = z.infer<typeof Bands>;

export const Figures = z.object({
  all: Row,
  hosts: z.record(z.string(), Row),
  owners: z.record(z.string(), Row),
  controls: z.record(z.string(), Bands),
  /** Items to put right of which a finding is critical, and checks that could not be made. */
  criticalItems: z.int(),
  unknownChecks: z.int(),
  /** What there was to put right, by id, and what runs out soon. */
  items: z.array(z.string()).default([]),
  expiring: z.array(Expiring).default([]),
});
export type Figures = z.infer<typeof Figures>;

export interface Judged {
  endpoints: readonly {
    key: string;
    host: string;
    ownerId: string;
    controls: Record<string, { verdict: string; mode: string }>;
  }[];
  /** Keys that were first seen in this reading. */
  fresh: ReadonlySet<string>;
  findings: readonly Pick<ReviewFinding, 'id' | 'outcome' | 'severity' | 'subjects'>[];
  items: readonly Pick<ReviewItem, 'id' | 'findings'>[];
  expiring?: readonly Expiring[];
}

/** A row of the database is small: hosts and owners past these, fewest endpoints first, are counted under the empty name. */
const NAMED = 100;

export function figuresOf({ endpoints, fresh, findings, items, expiring = [] }: Judged): Figures {
  const risky = subjectsOf(findings.filter(({ outcome, severity }) => outcome === 'fail' && isGrave(severity)));
  const unknown = subjectsOf(findings.filter(({ outcome }) => outcome === 'unknown'));
  const critical = new Set(
    findings.filter(({ outcome, severity }) => outcome === 'fail' && severity === 'critical').map(({ id }) => id),
  );
  const row = (keys: readonly string[]): Row => ({
    endpoints: keys.length,
    risky: keys.filter((key) => risky.has(key)).length,
    unknown: keys.filter((key) => !risky.has(key) && unknown.has(key)).length,
    fresh: keys.filter((key) => fresh.has(key)).length,
    freshRisky: keys.filter((key) => fresh.has(key) && risky.has(key)).length,
  });
  const by = (nameOf: (endpoint: Judged['endpoints'][number]) => string) => {
    const groups = new Map<string, string[]>();
    for (const endpoint of endpoints) {
      const name = nameOf(endpoint);
      const keys = groups.get(name) ?? [];
      keys.push(endpoint.key);
      groups.set(name, keys);
    }
    const largest = [...groups].sort(([a, m], [b, n]) => n.length - m.length || (a < b ? -1 : 1));
    const rest = largest.slice(NAMED).flatMap(([, keys]) => keys);
    const named = largest.slice(0, NAMED).map(([name, keys]) => [name, row(keys)] as const);
    return Object.fromEntries([...named, ...(rest.length > 0 ? [['', row(rest)] as const] : [])]);
  };
  return {
    all: row(endpoints.map(({ key }) => key)),
    hosts: by(({ host }) => host),
    owners: by(({ ownerId }) => ownerId),
    controls: coverage(endpoints),
    criticalItems: items.filter((item) => item.findings.some((id) => critical.has(id))).length,
    unknownChecks: findings.filter(({ outcome }) => outcome === 'unknown').length,
    items: items.map(({ id }) => id),
    expiring: [...expiring],
  };
}

const isGrave = (severity: string) => severity === 'high' || severity === 'critical';
const subjectsOf = (findings: readonly { subjects: readonly string[] }[]) =>
  new Set(findings.flatMap(({ subjects }) => subjects));

function coverage(endpoints: Judged['endpoints']): Record<string, Bands> {
  const found: Record<string, Bands> = {};
  for (const { controls } of endpoints)
    for (const [name, { verdict, mode }] of Object.entries(controls)) {
      if (verdict === 'unavailable') continue;
      const bands = found[name] ?? { enforced: 0, logged: 0, open: 0, unknown: 0 };
      bands[
        verdict === 'unknown' ? 'unknown' : verdict !== 'covered' ? 'open' : mode === 'enforce' ? 'enforced' : 'logged'
      ] += 1;
      found[name] = bands;
    }
  return found;
}
