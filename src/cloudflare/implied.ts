import { PLANS, type Plan } from '../checks/sections/zone.ts';
import type { Missing, ReadableSection, Section, SectionValues } from '../checks/snapshot.ts';

/** What is known without asking, and by which answer. */
export type Implied = Missing | { state: 'read'; value: unknown; detail: string };

export type Known = {
  zone: Pick<SectionValues['zone'], 'plan' | 'planName'>;
  /** Another section, read for this. */
  section<K extends ReadableSection>(name: K): Promise<Section<SectionValues[K]>>;
  /** Whether all rows of a list came and were understood. */
  isWhole(name: ReadableSection): boolean;
};

type Implication = (known: Known) => Promise<Implied | undefined> | Implied | undefined;

/** A plan whose name we know. A reseller's plan may hold more than the smallest that it is taken for. */
function isBelowEnterprise({ plan, planName }: Known['zone']): boolean {
  return plan !== 'enterprise' && (PLANS as readonly string[]).includes(planName ?? '');
}

const NAMES: Record<Plan, string> = { free: 'Free', pro: 'Pro', business: 'Business', enterprise: 'Enterprise' };
const onPlan = (what: string, { plan }: Known['zone']) =>
  `${what} comes with the Enterprise plan, and the zone is on ${NAMES[plan]}, as section zone says`;

/** Sold to Enterprise zones only. */
const enterpriseOnly =
  (what: string, state: 'not_entitled' | 'skipped' = 'not_entitled'): Implication =>
  ({ zone }) =>
    isBelowEnterprise(zone) ? { state, detail: onPlan(what, zone) } : undefined;

/** What only API Shield has: whoever may not have session identifiers has not bought it. */
const apiShieldOnly: Implication = async ({ section }) => {
  const { state } = await section('sessionIdentifiers');
  if (state !== 'not_entitled') return undefined;
  return { state, detail: 'API Shield is not part of this plan, as section sessionIdentifiers says' };
};

/**
 * Where each saved operation lists its labels, they are all that is in use; names that begin with `cf-` are Cloudflare's
 * own. With none of these in use it is not known whether the zone may set them, so the list is asked for.
 */
async function labelsOfOperations({ section, isWhole }: Known): Promise<Implied | undefined> {
  const operations = await section('operations');
  if (operations.state !== 'read' || !isWhole('operations')) return undefined;
  if (operations.value.some(({ labels }) => labels.length === 0)) return undefined;
  const counts = new Map<string, number>();
  for (const name of operations.value.flatMap(({ labels }) => [...new Set(labels)])) {
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const isManaged = (name: string) => name.startsWith('cf-');
  if (![...counts.keys()].some(isManaged)) return undefined;
  return {
    state: 'read',
    value: [...counts].map(([name, count]) => ({
      name,
      source: isManaged(name) ? 'managed' : 'user',
      description: null,
      operations: count,
    })),
    detail: 'each operation lists its labels, as section operations says',
  };
}

/** Which calls another answer makes unnecessary. Without an entry, or without an answer, the section is read. */
export const IMPLICATIONS: { [K in ReadableSection]?: { from: readonly ReadableSection[]; told: Implication } } = {
  sessionIdentifiers: { from: ['zone'], told: enterpriseOnly('API Shield') },
  responseRules: { from: ['zone'], told: enterpriseOnly('Detecting sensitive data in responses') },
  entitlements: {
    from: ['zone'],
    told: enterpriseOnly('What a zone can be entitled to beyond its plan', 'skipped'),
  },
  labels: { from: ['operations'], told: labelsOfOperations },
  discovery: { from: ['sessionIdentifiers'], told: apiShieldOnly },
  jwtConfigs: { from: ['sessionIdentifiers'], told: apiShieldOnly },
  sequenceRules: { from: ['sessionIdentifiers'], told: apiShieldOnly },
  jwtRules: {
    from: ['sessionIdentifiers', 'jwtConfigs'],
    async told(known) {
      const byPlan = await apiShieldOnly(known);
      if (byPlan) return byPlan;
      const configs = await known.section('jwtConfigs');
      if (configs.state !== 'read' || configs.value.length > 0 || !known.isWhole('jwtConfigs')) return undefined;
      return { state: 'read', value: [], detail: 'a rule needs a configuration, and section jwtConfigs holds none' };
    },
  },
  originTls: {
    from: ['dns'],
    async told({ section, isWhole }) {
      const dns = await section('dns');
      if (dns.state !== 'read' || !isWhole('dns') || dns.value.some(({ proxied }) => proxied !== true))
        return undefined;
      return {
        state: 'read',
        value: { enabled: null },
        detail: 'not asked: every record of section dns is proxied, so none gives an origin away',
      };
    },
  },
  clientCertificates: {
    from: ['mtlsHosts'],
    async told({ section }) {
      const hosts = await section('mtlsHosts');
      if (hosts.state !== 'read') return undefined;
      if (hosts.value.some(({ authorityId, hostnames }) => authorityId === null && hostnames.length > 0))
        return undefined;
      return {
        state: 'read',
        value: [],
        detail: 'none is in use: no host asks for a certificate of Cloudflare’s authority, as section mtlsHosts says',
      };
    },
  },
};
