import { z } from 'zod';
import { notEntitled, refusal, single, whole } from '../envelope.ts';
import { operationId, uuid } from '../ids.ts';
import type { Route } from '../routing.ts';
import { writeZone as write } from './writing.ts';

/** Settings of a zone, of its schemas and of its inventory, as far as a fix changes them. */
const GATEWAY = ['Domain API Gateway', 'Account API Gateway'];
const SETTINGS = ['Zone Settings Write'];
const WAF = ['Zone WAF Write'];
const Action = z.enum(['none', 'log', 'block']);
const Selector = z.strictObject({
  include: z.array(z.strictObject({ host: z.array(z.string()).optional() })).nullish(),
  exclude: z.array(z.strictObject({ operation_ids: z.array(z.string()).optional() })).nullish(),
});
const METHODS = ['GET', 'POST', 'HEAD', 'OPTIONS', 'PUT', 'DELETE', 'CONNECT', 'PATCH', 'TRACE'] as const;

export const settingWriteRoutes: Route[] = [
  write(
    'POST',
    '/token_validation/rules',
    GATEWAY,
    z.strictObject({
      title: z.string().max(50),
      description: z.string(),
      action: z.enum(['log', 'block']),
      enabled: z.boolean(),
      expression: z.string().min(1),
      selector: Selector,
    }),
    ({ zone, world }, body) => {
      if (!zone.apiShield) return notEntitled('token validation');
      const at = new Date(world.now()).toISOString();
      const added = { ...body, id: uuid(`jwt rule ${body.title}`), created_at: at, last_updated: at };
      zone.jwtRules.push(added as (typeof zone.jwtRules)[number]);
      return single(added);
    },
  ),
  write('PATCH', '/settings/{name}', SETTINGS, z.strictObject({ value: z.string() }), ({ zone, params }, { value }) => {
    const settings = zone.settings as Record<string, string>;
    const allowed: Record<string, string[]> = {
      always_use_https: ['on', 'off'],
      min_tls_version: ['1.0', '1.1', '1.2', '1.3'],
    };
    if (!allowed[params.name ?? '']?.includes(value)) return refusal(400, 1007, 'Invalid value for zone setting');
    settings[params.name ?? ''] = value;
    return single({ id: params.name, value, editable: true });
  }),
  write(
    'PUT',
    '/url_normalization',
    ['Zone Settings Write', 'Zone WAF Write'],
    z.strictObject({ type: z.enum(['cloudflare', 'rfc3986']), scope: z.enum(['none', 'incoming', 'both']) }),
    ({ zone }, body) => {
      zone.urlNormalization = body;
      return single(body);
    },
  ),
  write(
    'PATCH',
    '/schema_validation/settings',
    GATEWAY,
    z.strictObject({
      validation_default_mitigation_action: Action.optional(),
      validation_override_mitigation_action: z.literal('none').nullable().optional(),
    }),
    ({ zone }, body) => {
      Object.assign(zone.schemaSettings, body);
      return single(zone.schemaSettings);
    },
  ),
  write(
    'PATCH',
    '/schema_validation/settings/operations',
    GATEWAY,
    z.record(z.string(), z.strictObject({ mitigation_action: Action.nullable() })),
    ({ zone }, body) => {
      if (
        zone.plan !== 'enterprise' &&
        Object.values(body).some(({ mitigation_action }) => mitigation_action === 'log')
      )
        return notEntitled('the mitigation action log');
      const unknown = Object.keys(body).find((id) => !zone.operations.some((each) => each.operation_id === id));
      if (unknown) return refusal(404, 10404, 'operation not found');
      for (const operation of zone.operations) {
        const wanted = body[operation.operation_id];
        if (wanted) operation.features.schema_info.mitigation_action = wanted.mitigation_action;
      }
      return single(body);
    },
  ),
  write(
    'PATCH',
    '/schema_validation/schemas/{schema_id}',
    GATEWAY,
    z.strictObject({ validation_enabled: z.boolean() }),
    ({ zone, params }, body) => {
      const schema = zone.schemas.find(({ schema_id }) => schema_id === params.schema_id);
      if (!schema) return refusal(404, 19400, 'schema not found');
      schema.validation_enabled = body.validation_enabled;
      return single(schema);
    },
  ),
  write(
    'POST',
    '/api_gateway/operations',
    GATEWAY,
    z
      .array(z.strictObject({ method: z.enum(METHODS), host: z.string().min(1), endpoint: z.string().startsWith('/') }))
      .min(1),
    ({ zone, world }, body) => {
      for (const { method, host, endpoint } of body) {
        const id = operationId(method, host, endpoint);
        if (zone.operations.some(({ operation_id }) => operation_id === id)) continue;
        zone.operations.push({
          operation_id: id,
          method,
          host,
          endpoint,
          last_updated: new Date(world.now()).toISOString(),
          labels: [],
          features: { schema_info: { mitigation_action: null } },
        });
        const seen = zone.discovered.find(
          (row) => row.method === method && row.host === host && row.endpoint === endpoint,
        );
        if (seen) seen.state = 'saved';
      }
      return whole(body);
    },
  ),
  write(
    'PUT',
    '/api_gateway/configuration',
    GATEWAY,
    z.strictObject({
      auth_id_characteristics: z
        .array(z.strictObject({ type: z.enum(['header', 'cookie', 'jwt']), name: z.string().min(1) }))
        .max(10),
    }),
    ({ zone }, body) => {
      if (!zone.apiShield) return notEntitled('API Shield');
      zone.sessionIdentifiers = body.auth_id_characteristics;
      return single(body);
    },
  ),
  write('POST', '/leaked-credential-checks', WAF, z.strictObject({ enabled: z.boolean() }), ({ zone }, body) => {
    zone.leakedCredentials.enabled = body.enabled;
    return single(body);
  }),
  write(
    'PATCH',
    '/token_validation/rules/{rule_id}',
    GATEWAY,
    z.strictObject({
      action: z.enum(['log', 'block']).optional(),
      enabled: z.boolean().optional(),
      expression: z.string().min(1).optional(),
      selector: Selector.optional(),
    }),
    ({ zone, params, world }, body) => {
      if (!zone.apiShield) return notEntitled('token validation');
      const rule = zone.jwtRules.find(({ id }) => id === params.rule_id);
      if (!rule) return refusal(404, 10404, 'rule not found');
      Object.assign(rule, body, { last_updated: new Date(world.now()).toISOString() });
      return single(rule);
    },
  ),
];
