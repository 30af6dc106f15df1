/** Fixes of the inventory and of what is written about it: endpoints, labels, documents, names behind the edge. */
import { compareText } from '../../checks/check.ts';
import { locate } from '../../inventory/locate.ts';
import { blank, type Change, readOf, subjectsOf, type Wanted } from './fix.ts';
import { resource, standing } from './hcl.ts';

/** Ignored endpoints are no part of the inventory: they stand in discovery only. */
export function saveIgnored({ snapshot: { zone, sections }, finding }: Wanted): Change {
  const meant = new Set(finding.subjects);
  const rows = (readOf(sections.discovery) ?? [])
    .filter(({ method, host, endpoint }) => meant.has(locate(method, host, endpoint).key))
    .map(({ method, host, endpoint }) => ({ method, host, endpoint }));
  return {
    kind: 'change',
    steps: [
      `Open Security > Web assets > Discovery of ${zone.name} and show ignored endpoints.`,
      `Save ${rows.length} endpoints, and give each an owner; what nobody owns, take out of service at its origin instead.`,
    ],
    requests:
      rows.length === 0 ? [] : [{ method: 'POST', path: `/zones/${zone.id}/api_gateway/operations`, body: rows }],
    terraform: rows
      .map((row) =>
        resource('cloudflare_api_shield_operation', `${row.method} ${row.host} ${row.endpoint}`, {
          zone_id: zone.id,
          ...row,
        }),
      )
      .join('\n'),
    beware: 'Saving an endpoint is not taken back here: what was measured of it would be lost with it.',
  };
}

/** Which operations the finding is about. */
function saved({ finding, endpoints }: Wanted): { id: string; key: string }[] {
  const meant = new Set(finding.subjects);
  return endpoints
    .flatMap(({ key, operationId }) => (operationId !== undefined && meant.has(key) ? [{ id: operationId, key }] : []))
    .sort((a, b) => compareText(a.key, b.key));
}

function labelling(source: 'user' | 'managed', labelOf: (key: string) => string, what?: string) {
  return (wanted: Wanted): Change => ({
    kind: 'change',
    steps: saved(wanted).map(
      ({ key }) => `Open Security > Web assets, choose ${key} and add the label ${labelOf(key)}.`,
    ),
    requests: saved(wanted).map(({ id, key }) => ({
      method: 'POST',
      path: `/zones/${wanted.snapshot.zone.id}/api_gateway/operations/${id}/labels`,
      body: { [source]: [labelOf(key)] },
    })),
    terraform: null,
    ...(what === undefined ? {} : { blanks: [{ name: 'LABEL', what }] }),
  });
}

export const labelOwner = labelling(
  'user',
  () => blank('LABEL'),
  'a label of the zone that begins with owner- or team-',
);
export const labelAudience = labelling('user', () => blank('LABEL'), 'public, partner, internal or mobile');
export const labelLogins = labelling('managed', (key) => {
  if (/sign-?_?up|register/i.test(key)) return 'cf-sign-up';
  return /reset|forgot|recover/i.test(key) ? 'cf-password-reset' : 'cf-log-in';
});

/** A document is written by its team; what is sent here is how it gets to the edge. */
export function uploadDocument({ snapshot: { zone }, finding }: Wanted): Change {
  const body = {
    name: blank('DOCUMENT_NAME'),
    kind: 'openapi_v3',
    source: blank('OPENAPI_DOCUMENT'),
    validation_enabled: true,
  };
  return {
    kind: 'change',
    steps: [
      'Get the OpenAPI 3.0 document of the service, and see that these are in it, with bodies of application/json alone:',
      finding.subjects.slice(0, 20).join(', ') + (finding.subjects.length > 20 ? ' …' : ''),
      `Open Security > Web assets > Schema validation of ${zone.name} and upload it.`,
    ],
    requests: [{ method: 'POST', path: `/zones/${zone.id}/schema_validation/schemas`, body }],
    terraform: resource('cloudflare_schema_validation_schemas', 'uploaded', { zone_id: zone.id, ...body }),
    beware: 'Where the action of the zone is block, what violates the document is stopped at once.',
    blanks: [
      { name: 'DOCUMENT_NAME', what: 'the name of the document, such as orders.json' },
      { name: 'OPENAPI_DOCUMENT', what: 'the document itself, as text' },
    ],
  };
}

export function proxyNames({ snapshot: { zone, sections }, finding }: Wanted): Change {
  const names = new Set(subjectsOf(finding.subjects, 'dns'));
  const records = (readOf(sections.dns) ?? []).flatMap(({ id, name, type, content, proxied }) =>
    id !== null && content !== null && proxied === false && names.has(name.toLowerCase())
      ? [{ id, body: { name, type, content, ttl: 1, proxied: true } }]
      : [],
  );
  return {
    kind: 'change',
    steps: [
      'First let the origin take connections of Cloudflare only, with a certificate that Cloudflare accepts.',
      ...records.map(
        ({ body }) => `Open DNS > Records of ${zone.name}, edit ${body.type} ${body.name} and switch Proxy status on.`,
      ),
    ],
    requests: records.map(({ id, body }) => ({ method: 'PATCH', path: `/zones/${zone.id}/dns_records/${id}`, body })),
    terraform: records
      .map(({ id, body }) =>
        standing('cloudflare_dns_record', `${body.type} ${body.name}`, `${zone.id}/${id}`, {
          zone_id: zone.id,
          ...body,
        }),
      )
      .join('\n'),
    beware: 'What answers behind the name has to take Cloudflare’s requests first.',
  };
}
