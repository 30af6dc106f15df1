import { notEntitled, paged, refusal, single } from '../envelope.ts';
import { type Route, zoneRoute } from '../routing.ts';
import type { JwtConfig, JwtRule, SchemaSettingOfOperation, SchemaSettings, UploadedSchema } from '../sdk-types.ts';

/** Schema validation and token validation. */
const READ = ['Domain API Gateway Read', 'Account API Gateway Read', 'Domain API Gateway'];

export const validationRoutes: Route[] = [
  zoneRoute('/schema_validation/settings', READ, ({ zone }) => single(zone.schemaSettings satisfies SchemaSettings)),
  zoneRoute('/schema_validation/settings/operations', READ, ({ zone, query }) => {
    const rows = zone.operations.flatMap(({ operation_id, features }): SchemaSettingOfOperation[] => {
      const mitigation_action = features.schema_info.mitigation_action;
      return mitigation_action ? [{ operation_id, mitigation_action }] : [];
    });
    return paged(query, rows, { least: 1, most: 50, usual: 20 });
  }),
  zoneRoute('/schema_validation/schemas', READ, ({ zone, query }) => {
    const enabled = query.get('validation_enabled');
    const rows = zone.schemas.filter(
      (schema) => enabled === null || String(schema.validation_enabled === true) === enabled,
    );
    return paged(
      query,
      rows.map((schema) => wireSchema(schema, query)),
      { least: 1, most: 50, usual: 20 },
    );
  }),
  zoneRoute('/schema_validation/schemas/{schema_id}', READ, ({ zone, params, query }) => {
    const schema = zone.schemas.find(({ schema_id }) => schema_id === params.schema_id);
    return schema ? single(wireSchema(schema, query)) : refusal(404, 19400, 'schema not found');
  }),
  zoneRoute('/token_validation/config', READ, ({ zone, query }) =>
    zone.apiShield
      ? paged(query, zone.jwtConfigs satisfies JwtConfig[], { least: 1, most: 50, usual: 20 })
      : notEntitled('token validation'),
  ),
  zoneRoute('/token_validation/rules', READ, ({ zone, query }) =>
    zone.apiShield
      ? paged(query, zone.jwtRules satisfies JwtRule[], { least: 1, most: 50, usual: 20 })
      : notEntitled('token validation'),
  ),
];

function wireSchema({ source, ...schema }: UploadedSchema, query: URLSearchParams): Partial<UploadedSchema> {
  return query.get('omit_source') === 'true' ? schema : { ...schema, source };
}
