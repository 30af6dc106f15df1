/** Fixes that are a setting of the zone, of its schemas, or of its inventory. */
import { type Change, readOf, subjectsOf, type Wanted } from './fix.ts';
import { resource, standing } from './hcl.ts';
import { tokenRule } from './tokens.ts';

const OPERATIONS_AT_ONCE = 50;

export function secureTransport({ snapshot }: Wanted): Change {
  const { zone, sections } = snapshot;
  const tls = sections.tlsSettings.state === 'read' ? sections.tlsSettings.value : undefined;
  const wanted = [
    { id: 'always_use_https', value: 'on', is: tls?.alwaysUseHttps === 'on', words: 'Always Use HTTPS' },
    {
      id: 'min_tls_version',
      value: '1.2',
      is: ['1.2', '1.3'].includes(tls?.minTlsVersion ?? ''),
      words: 'Minimum TLS Version 1.2',
    },
  ].filter(({ is }) => !is);
  return {
    kind: 'change',
    steps: [`Open SSL/TLS > Edge Certificates of ${zone.name}.`, ...wanted.map(({ words }) => `Switch on ${words}.`)],
    requests: wanted.map(({ id, value }) => ({
      method: 'PATCH',
      path: `/zones/${zone.id}/settings/${id}`,
      body: { value },
    })),
    terraform: wanted
      .map(({ id, value }) =>
        resource('cloudflare_zone_setting', `${zone.name} ${id}`, { zone_id: zone.id, setting_id: id, value }),
      )
      .join('\n'),
    beware: 'Callers that speak an older TLS, or plain HTTP, are turned away or redirected.',
  };
}

export const normalizeUrls = ({ snapshot: { zone } }: Wanted): Change => ({
  kind: 'change',
  steps: [
    `Open Rules > Settings > URL Normalization of ${zone.name}.`,
    'Choose Cloudflare, and normalize incoming URLs.',
  ],
  requests: [
    { method: 'PUT', path: `/zones/${zone.id}/url_normalization`, body: { type: 'cloudflare', scope: 'incoming' } },
  ],
  terraform: resource('cloudflare_url_normalization_settings', zone.name, {
    zone_id: zone.id,
    type: 'cloudflare',
    scope: 'incoming',
  }),
});

export const releaseKillSwitch = ({ snapshot: { zone, sections } }: Wanted): Change => ({
  kind: 'change',
  steps: [
    `Open Security > API Shield > Schema validation of ${zone.name}.`,
    'Take back the override that switches all of it off.',
  ],
  requests: [
    {
      method: 'PATCH',
      path: `/zones/${zone.id}/schema_validation/settings`,
      body: { validation_override_mitigation_action: null },
    },
  ],
  terraform: resource('cloudflare_schema_validation_settings', zone.name, {
    zone_id: zone.id,
    validation_default_mitigation_action: readOf(sections.schemaSettings)?.defaultAction ?? 'none',
    validation_override_mitigation_action: null,
  }),
  beware: 'What each operation is set to acts again at once, block where it says block.',
});

export function enableSchemas({ snapshot: { zone, sections }, finding }: Wanted): Change {
  const ids = subjectsOf(finding.subjects, 'schema');
  const documents = (readOf(sections.schemas) ?? []).filter(({ schemaId }) => ids.includes(schemaId));
  return {
    kind: 'change',
    steps: [
      `Open Security > API Shield > Schema validation of ${zone.name}.`,
      `Switch on validation for ${ids.length} uploaded schemas.`,
    ],
    requests: ids.map((id) => ({
      method: 'PATCH',
      path: `/zones/${zone.id}/schema_validation/schemas/${id}`,
      body: { validation_enabled: true },
    })),
    terraform: documents.every(({ source }) => source !== null)
      ? documents
          .map(({ schemaId, name, kind, source }) =>
            standing('cloudflare_schema_validation_schemas', name, `${zone.id}/${schemaId}`, {
              zone_id: zone.id,
              name,
              kind: kind ?? 'openapi_v3',
              source,
              validation_enabled: true,
            }),
          )
          .join('\n')
      : null,
    beware: 'The action of the zone, or of each operation, acts on what violates it from then on.',
  };
}

/** The action of each operation by itself: null would inherit what the zone is set to. */
export function actOnViolations({ snapshot: { zone }, endpoints, mode }: Wanted): Change | undefined {
  const ids = endpoints.flatMap(({ operationId }) => (operationId === undefined ? [] : [operationId]));
  if (ids.length === 0) return undefined;
  const action = mode === 'log' ? 'log' : 'block';
  const some = mode === 'canary' ? ids.slice(0, 1) : ids;
  return {
    kind: 'change',
    steps: [
      `Open Security > API Shield > Schema validation of ${zone.name}.`,
      `Set the action of ${some.length} operations to ${action}.`,
    ],
    requests: chunks(some, OPERATIONS_AT_ONCE).map((chunk) => ({
      method: 'PATCH',
      path: `/zones/${zone.id}/schema_validation/settings/operations`,
      body: Object.fromEntries(chunk.map((id) => [id, { mitigation_action: action }])),
    })),
    terraform: some
      .map((id) =>
        resource('cloudflare_schema_validation_operation_settings', `operation ${id}`, {
          zone_id: zone.id,
          operation_id: id,
          mitigation_action: action,
        }),
      )
      .join('\n'),
  };
}

export function saveOperations({ snapshot: { zone }, endpoints }: Wanted): Change {
  const rows = endpoints.map(({ method, host, path }) => ({ method, host, endpoint: path }));
  return {
    kind: 'change',
    steps: [
      `Open Security > API Shield > Endpoint management of ${zone.name}.`,
      `Save ${rows.length} endpoints from Discovery.`,
    ],
    requests: chunks(rows, OPERATIONS_AT_ONCE).map((body) => ({
      method: 'POST',
      path: `/zones/${zone.id}/api_gateway/operations`,
      body,
    })),
    terraform: rows
      .map(({ method, host, endpoint }) =>
        resource('cloudflare_api_shield_operation', `${method} ${host} ${endpoint}`, {
          zone_id: zone.id,
          method,
          host,
          endpoint,
        }),
      )
      .join('\n'),
    beware: 'Saving an endpoint is not taken back here: what was measured of it would be lost with it.',
  };
}

/** Where most APIs carry their token. Which header identifies a session is for the owner to know. */
export const nameSession = ({ snapshot: { zone } }: Wanted): Change => ({
  kind: 'change',
  steps: [
    `Open Security > Settings > Session identifiers of ${zone.name}.`,
    'Add the header authorization, or whatever carries the session of your API.',
  ],
  requests: [
    {
      method: 'PUT',
      path: `/zones/${zone.id}/api_gateway/configuration`,
      body: { auth_id_characteristics: [{ type: 'header', name: 'authorization' }] },
    },
  ],
  terraform: resource('cloudflare_api_shield', zone.name, {
    zone_id: zone.id,
    auth_id_characteristics: [{ type: 'header', name: 'authorization' }],
  }),
  beware: 'The header authorization is a guess: please name what identifies a session of yours.',
});

export const checkCredentials = ({ snapshot: { zone } }: Wanted): Change => ({
  kind: 'change',
  steps: [`Open Security > Settings > Leaked credentials detection of ${zone.name}.`, 'Switch it on.'],
  requests: [{ method: 'POST', path: `/zones/${zone.id}/leaked-credential-checks`, body: { enabled: true } }],
  terraform: resource('cloudflare_leaked_credential_check', zone.name, { zone_id: zone.id, enabled: true }),
});

/** A policy that lets absent tokens pass asks for a valid one, of the same configurations. */
export function requireTokens({ snapshot, finding }: Wanted): Change | undefined {
  const { jwtRules } = snapshot.sections;
  const ids = subjectsOf(finding.subjects, 'jwt-rule');
  const rules = jwtRules.state === 'read' ? jwtRules.value.filter(({ id }) => ids.includes(id)) : [];
  const requests = rules.map(({ id, expression }) => {
    const configs = [
      ...new Set([...expression.matchAll(/is_jwt_(?:valid|present)\("([^"]+)"\)/g)].map(([, config = '']) => config)),
    ];
    return configs.length === 0
      ? undefined
      : ({
          method: 'PATCH',
          path: `/zones/${snapshot.zone.id}/token_validation/rules/${id}`,
          body: { expression: configs.map((config) => `is_jwt_valid("${config}")`).join(' or ') },
        } as const);
  });
  const known = requests.filter((each) => each !== undefined);
  if (known.length === 0 || known.length !== ids.length) return undefined;
  return {
    kind: 'change',
    steps: [
      `Open Security > API Shield > JWT validation of ${snapshot.zone.name}.`,
      'Have each of these rules ask for a valid token, not only check one that is there.',
    ],
    requests: known,
    terraform: rules.flatMap((rule, index) => tokenRule(snapshot.zone.id, rule, known[index]?.body ?? {})).join('\n'),
    beware: 'Requests without a token are stopped from then on, or logged where the rule logs.',
  };
}

function chunks<T>(list: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, index) =>
    list.slice(index * size, (index + 1) * size),
  );
}
