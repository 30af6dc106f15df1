/** What a zone looks like to a check: everything read at one moment, in sections; a section is a value or a reason why there is none. */
import { z } from 'zod';
import * as endpoints from './sections/endpoints.ts';
import * as logging from './sections/logging.ts';
import * as machines from './sections/machines.ts';
import * as observed from './sections/observed.ts';
import * as rules from './sections/rules.ts';
import * as zoneSections from './sections/zone.ts';

/** Every section a report names, in the order they are shown. */
export const SECTIONS = [
  'zone',
  'entitlements',
  'dns',
  'tlsSettings',
  'urlNormalization',
  'sessionIdentifiers',
  'operations',
  'discovery',
  'labels',
  'schemaSettings',
  'schemas',
  'jwtConfigs',
  'jwtRules',
  'sequenceRules',
  'customRules',
  'rateLimits',
  'managedRules',
  'responseRules',
  'accountRulesets',
  'leakedCredentials',
  'bots',
  'logpushZone',
  'logpushAccount',
  'alerts',
  'clientCertificates',
  'mtlsHosts',
  'authorities',
  'originTls',
  'accessApps',
  'accessPolicies',
  'serviceTokens',
  'accessCertificates',
  'apiTokens',
  'insights',
  'bolaScans',
  'ipAccessRules',
  'analytics',
  'auditLog',
] as const;
export type SectionName = (typeof SECTIONS)[number];

/** The value of each section that some check reads. The reader parses what it gathered with the same schemas. */
export const SECTION_SCHEMAS = {
  zone: zoneSections.zone,
  entitlements: zoneSections.entitlements,
  dns: zoneSections.dns,
  tlsSettings: zoneSections.tlsSettings,
  urlNormalization: zoneSections.urlNormalization,
  sessionIdentifiers: endpoints.sessionIdentifiers,
  operations: endpoints.operations,
  discovery: endpoints.discovery,
  labels: endpoints.labels,
  schemaSettings: endpoints.schemaSettings,
  schemas: endpoints.schemas,
  jwtConfigs: endpoints.jwtConfigs,
  jwtRules: endpoints.jwtRules,
  sequenceRules: endpoints.sequenceRules,
  customRules: rules.phase,
  rateLimits: rules.phase,
  managedRules: rules.phase,
  responseRules: rules.responsePhase,
  accountRulesets: rules.accountRulesets,
  leakedCredentials: rules.leakedCredentials,
  bots: rules.bots,
  logpushZone: logging.logpushJobs,
  logpushAccount: logging.logpushJobs,
  alerts: logging.alerts,
  clientCertificates: machines.clientCertificates,
  mtlsHosts: machines.mtlsHosts,
  authorities: machines.authorities,
  originTls: zoneSections.originTls,
  accessApps: machines.accessApps,
  accessPolicies: machines.accessPolicies,
  serviceTokens: machines.serviceTokens,
  accessCertificates: machines.accessCertificates,
  apiTokens: machines.apiTokens,
  insights: observed.insights,
  bolaScans: endpoints.bolaScans,
  ipAccessRules: rules.ipAccessRules,
  analytics: observed.analytics,
  auditLog: observed.auditLog,
} as const;

export type ReadableSection = keyof typeof SECTION_SCHEMAS;
export type SectionValues = { [K in ReadableSection]: z.output<(typeof SECTION_SCHEMAS)[K]> };

const missing = z.object({
  state: z.enum(['not_entitled', 'no_permission', 'failed', 'skipped']),
  /** The permission that is missing, what failed, or what made reading unnecessary. */
  detail: z.string(),
});
export type Missing = z.infer<typeof missing>;
export type Section<T> = { state: 'read'; value: T; detail?: string | undefined } | Missing;

const sectionSchemas = Object.fromEntries(
  SECTIONS.map((name) => [
    name,
    z.discriminatedUnion('state', [
      z.object({
        state: z.literal('read'),
        value: SECTION_SCHEMAS[name],
        /** By which answer it is known, where no call was made for it; or what of it could not be read. */
        detail: z.string().optional(),
      }),
      missing,
    ]),
  ]),
);

/** Proof that a list was read whole, or that it was not. */
const certificate = z.object({
  list: z.string(),
  pages: z.number(),
  rows: z.number(),
  reported: z.number().nullable(),
  duplicates: z.number(),
  drift: z.number(),
  complete: z.boolean(),
});
export type Certificate = z.infer<typeof certificate>;

const calls = z.object({
  planned: z.number(),
  zone: z.number(),
  account: z.number(),
  graphql: z.number(),
  retried: z.number(),
});

export type Sections = { [K in ReadableSection]: Section<SectionValues[K]> };

const snapshot = z.object({
  version: z.literal(1),
  /** Now, to a check. */
  takenAt: z.iso.datetime(),
  zone: z.object({ id: z.string(), name: z.string(), plan: z.enum(zoneSections.PLANS) }),
  account: z.object({ id: z.string() }),
  calls,
  certificates: z.array(certificate),
  sections: z.object(sectionSchemas),
});

export type Snapshot = Omit<z.infer<typeof snapshot>, 'sections'> & { sections: Sections };

/** A snapshot that was stored, read again. Throws when it is not one. */
export function parseSnapshot(stored: unknown): Snapshot {
  // the schemas are built from the same table as the type, which TypeScript cannot follow through Object.fromEntries
  return snapshot.parse(stored) as Snapshot;
}

/** When and how a zone was read, apart from what it is like: two readings of the same are stored as one. */
export function apart({ takenAt, calls, certificates, ...content }: Snapshot) {
  return { content, reading: { takenAt, calls, certificates } };
}

/** The same where an older version may have stored it: undefined when it is none that this one understands. */
export function storedSnapshot(stored: unknown): Snapshot | undefined {
  const parsed = snapshot.safeParse(stored);
  return parsed.success ? (parsed.data as Snapshot) : undefined;
}
