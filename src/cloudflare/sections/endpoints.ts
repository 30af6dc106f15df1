import { at, isRow, type Row, rows, strings, word } from '../field.ts';
import type { SectionReader } from '../reader.ts';

const API_GATEWAY = 'Domain API Gateway Read';

/** API Shield's view of endpoints: session identifiers, saved and discovered operations, labels, schemas, tokens. */
export const endpointSections = {
  sessionIdentifiers: {
    permission: API_GATEWAY,
    path: '/zones/{zone}/api_gateway/configuration',
    reads: 'one',
    shape: (configuration) => rows(at(configuration, 'authIdCharacteristics')),
  },
  operations: {
    permission: API_GATEWAY,
    path: '/zones/{zone}/api_gateway/operations',
    query: { feature: ['thresholds', 'schema_info'] },
    reads: 'pages',
    perPage: 50,
    shape: (list) =>
      list.map((row) => ({
        ...row,
        labels: labelNames(row),
        thresholds: at(row, 'features.thresholds'),
        schemaInfo: at(row, 'features.schemaInfo'),
      })),
  },
  discovery: {
    permission: API_GATEWAY,
    path: '/zones/{zone}/api_gateway/discovery/operations',
    query: { diff: true },
    reads: 'pages',
    perPage: 50,
    notEntitledStatus: 404,
    shape: (list) =>
      list.map((row) => ({
        ...row,
        labels: labelNames(row),
        requests: at(row, 'features.trafficStats.requests'),
        periodSeconds: at(row, 'features.trafficStats.periodSeconds'),
      })),
  },
  labels: {
    permission: API_GATEWAY,
    path: '/zones/{zone}/api_gateway/labels',
    query: { with_mapped_resource_counts: true },
    reads: 'pages',
    perPage: 50,
    shape: (list) =>
      list.map((row) => ({
        ...row,
        operations: at(row, 'mappedResources.operation') ?? at(row, 'mappedResources.operations'),
      })),
  },
  schemaSettings: {
    permission: API_GATEWAY,
    path: '/zones/{zone}/schema_validation/settings',
    reads: 'one',
    shape: (settings) => ({
      defaultAction: at(settings, 'validationDefaultMitigationAction'),
      overrideAction: at(settings, 'validationOverrideMitigationAction'),
    }),
  },
  schemas: {
    permission: API_GATEWAY,
    path: '/zones/{zone}/schema_validation/schemas',
    query: { omit_source: false },
    reads: 'pages',
    perPage: 50,
    shape: (list) => list,
  },
  jwtConfigs: {
    permission: API_GATEWAY,
    path: '/zones/{zone}/token_validation/config',
    reads: 'pages',
    perPage: 50,
    shape: (list) => list.map((row) => ({ ...row, keys: at(row, 'credentials.keys') })),
  },
  jwtRules: {
    permission: API_GATEWAY,
    path: '/zones/{zone}/token_validation/rules',
    reads: 'pages',
    perPage: 50,
    shape: (list) => list.map((row) => ({ ...row, selector: row.selector ?? {} })),
  },
  sequenceRules: {
    permission: API_GATEWAY,
    path: '/zones/{zone}/api_gateway/seqrules',
    reads: 'all',
    notEntitledStatus: 404, // a closed beta: elsewhere the path does not exist
    shape: (list) => list.map((row) => ({ ...row, operationIds: strings(row.sequence) })),
  },
  bolaScans: {
    permission: 'Account API Gateway Read',
    path: '/accounts/{account}/vuln_scanner/scans',
    reads: 'pages',
    perPage: 50,
    furtherCalls: 1,
    shape: async (scans, { list }) => {
      const targets = await list('/accounts/{account}/vuln_scanner/target_environments', 50);
      const zoneTags = new Map(targets.map((target) => [target.id, at(target, 'target.zoneTag')]));
      return scans.map((scan) => ({
        id: scan.id,
        status: scan.status,
        verdict: at(scan, 'report.report.summary.verdict'),
        zoneTag: zoneTags.get(scan.targetEnvironmentId),
        requests: suspectRequests(scan),
      }));
    },
  },
} satisfies Record<string, SectionReader>;

/** Labels come as names or as objects with one, where they come at all. */
function labelNames({ labels }: Row): string[] {
  if (!Array.isArray(labels)) return [];
  return labels.flatMap((label: unknown) => word(isRow(label) ? label.name : label) ?? []);
}

/** The requests of the tests that gave a warning, of each those of the stranger where they are marked, without what was sent in them. */
function suspectRequests(scan: Row): Row[] {
  return rows(at(scan, 'report.report.tests'))
    .filter(({ verdict }) => verdict === 'warning')
    .flatMap((test) => {
      const requests = rows(test.steps).flatMap(({ request }) => (isRow(request) ? [request] : []));
      const foreign = requests.filter((request) => at(request, 'credentialSet.role') === 'attacker');
      return foreign.length > 0 ? foreign : requests;
    })
    .map(({ method, url }) => ({ method, url }));
}
