import { at, isRow, type Row, rows, strings, word } from '../field.ts';
import type { SectionReader } from '../reader.ts';

/** Credentials of machines: client certificates and their authorities, Access, API tokens. */
export const machineSections = {
  clientCertificates: {
    permission: 'SSL and Certificates Read',
    path: '/zones/{zone}/client_certificates',
    query: { status: 'all' },
    reads: 'pages',
    perPage: 50,
    shape: (list) => list,
  },
  mtlsHosts: {
    permission: 'SSL and Certificates Read',
    path: '/zones/{zone}/certificate_authorities/hostname_associations',
    reads: 'one',
    // without the list of authorities we would not know of all hosts: then this section is unread as well
    shape: async (managed, { get, authorities }) => {
      const own = (await authorities()).filter(({ ca }) => ca === true);
      const associated = own.map(async ({ id }) => ({
        authorityId: id,
        hostnames: hostnames(
          await get('/zones/{zone}/certificate_authorities/hostname_associations', {
            query: { mtls_certificate_id: String(id) },
          }),
        ),
      }));
      return [{ hostnames: hostnames(managed) }, ...(await Promise.all(associated))];
    },
  },
  authorities: {
    permission: 'Account: SSL and Certificates Read',
    path: '/accounts/{account}/mtls_certificates',
    reads: 'all',
    shape: (list) => list,
  },
  accessApps: {
    permission: 'Access: Apps and Policies Read',
    path: '/accounts/{account}/access/apps',
    reads: 'pages',
    perPage: 50,
    shape: (list) =>
      list.map((app) => ({ ...app, destinations: destinations(app), policies: rows(app.policies).map(policy) })),
  },
  accessPolicies: {
    permission: 'Access: Apps and Policies Read',
    path: '/accounts/{account}/access/policies',
    reads: 'pages',
    perPage: 50,
    shape: (list) => list.map(policy),
  },
  serviceTokens: {
    permission: 'Access: Service Tokens Read',
    path: '/accounts/{account}/access/service_tokens',
    reads: 'pages',
    perPage: 50,
    shape: (list) => list,
  },
  accessCertificates: {
    permission: 'Access: Mutual TLS Certificates Read',
    path: '/accounts/{account}/access/certificates',
    reads: 'pages',
    perPage: 50,
    shape: (list) => list.map((row) => ({ ...row, hostnames: row.associatedHostnames })),
  },
  apiTokens: {
    permission: 'Account API Tokens Read',
    path: '/accounts/{account}/tokens',
    query: { include_expired: true },
    reads: 'pages',
    perPage: 50,
    shape: (list) =>
      list.map((token) => ({
        ...token,
        ipRestricted: isBound(strings(at(token, 'condition.requestIp.in'))),
        policies: rows(token.policies).map(({ effect, permissionGroups, resources }) => ({
          effect,
          permissionGroups: rows(permissionGroups).flatMap(({ name }) => word(name) ?? []),
          resources: resourceKeys(resources),
        })),
      })),
  },
} satisfies Record<string, SectionReader>;

const hostnames = (answer: unknown) => strings(at(answer, 'hostnames'));

function destinations(app: Row): string[] {
  const named = rows(app.destinations)
    .filter(({ type }) => type === undefined || type === 'public')
    .flatMap(({ uri }) => word(uri) ?? []);
  const older = [...strings(app.selfHostedDomains), ...strings([app.domain])];
  return named.length > 0 ? named : [...new Set(older)];
}

const policy = (row: Row): Row => ({
  ...row,
  include: accessRules(row.include),
  require: accessRules(row.require),
  exclude: accessRules(row.exclude),
});

/** Of each rule its kind, which is the key it stands under; the persons in it are nobody's business here. */
const accessRules = (list: unknown): Row[] =>
  rows(list).flatMap((rule) =>
    Object.entries(rule).map(([type, value]) => ({
      type: type.replace(/[A-Z]+/g, (letters) => (letters.length > 1 ? letters : `_${letters.toLowerCase()}`)),
      tokenId: at(value, 'tokenId'),
    })),
  );

/** A list with every address in it binds a token to none. */
const isBound = (addresses: readonly string[]) =>
  addresses.length > 0 && !addresses.some((address) => /\/0+$/.test(address));

/** Resource keys, those nested in an account joined by a slash. */
function resourceKeys(resources: unknown): string[] {
  if (!isRow(resources)) return [];
  return Object.entries(resources).flatMap(([key, inner]) =>
    isRow(inner) ? Object.keys(inner).map((nested) => `${key}/${nested}`) : [key],
  );
}
