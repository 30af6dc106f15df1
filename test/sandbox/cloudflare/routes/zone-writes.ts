import { z } from 'zod';
import { refusal, single } from '../envelope.ts';
import { hexId, uuid } from '../ids.ts';
import type { Route } from '../routing.ts';
import { logpushJob } from './account-writes.ts';
import { writeZone } from './writing.ts';

/** Changes to settings of a zone: transport, names, certificates, detections, bots, logs. */
const WAF = ['Zone WAF Write', 'Account WAF Write'];
const SSL = ['SSL and Certificates Write'];
const GATEWAY = ['Domain API Gateway'];
const labels = z.strictObject({
  managed: z.array(z.string()).optional(),
  user: z.array(z.string().max(24)).optional(),
});
const automated = z.enum(['allow', 'block', 'managed_challenge']);

export const zoneWriteRoutes: Route[] = [
  writeZone(
    'PATCH',
    '/dns_records/{record_id}',
    ['DNS Write'],
    z.strictObject({ name: z.string(), type: z.string(), ttl: z.number(), content: z.string(), proxied: z.boolean() }),
    ({ zone, params }, body) => {
      const record = zone.dns.find(({ id }) => id === params.record_id);
      if (!record) return refusal(404, 81044, 'Record does not exist.');
      Object.assign(record, body);
      return single(record);
    },
  ),
  writeZone(
    'PUT',
    '/origin_tls_client_auth/settings',
    SSL,
    z.strictObject({ enabled: z.boolean() }),
    ({ zone }, { enabled }) => {
      zone.originTls = enabled;
      return single({ enabled });
    },
  ),
  writeZone(
    'PUT',
    '/certificate_authorities/hostname_associations',
    SSL,
    z.strictObject({ hostnames: z.array(z.string()), mtls_certificate_id: z.string().optional() }),
    ({ zone }, { hostnames, mtls_certificate_id }) => {
      if (mtls_certificate_id === undefined) zone.mtlsHosts.managed = hostnames;
      else zone.mtlsHosts.byAuthority[mtls_certificate_id] = hostnames;
      return single({ hostnames });
    },
  ),
  writeZone(
    'POST',
    '/leaked-credential-checks/detections',
    WAF,
    z.strictObject({ username: z.string(), password: z.string() }),
    ({ zone }, body) => {
      if (!zone.leakedCredentials.enabled) return refusal(400, 11001, 'leaked credential checks are disabled');
      if (zone.plan !== 'enterprise') return refusal(400, 11002, 'exceeded the number of custom detections: 0');
      const added = { ...body, id: hexId(`detection ${body.username} ${body.password}`) };
      zone.leakedCredentials.detections.push(added);
      return single(added);
    },
  ),
  writeZone(
    'PUT',
    '/bot_management',
    ['Bot Management Write'],
    z.strictObject({
      fight_mode: z.boolean().optional(),
      sbfm_definitely_automated: automated.optional(),
      sbfm_likely_automated: automated.optional(),
    }),
    ({ zone }, body) => {
      if (Object.keys(body).some((key) => !(key in zone.bots))) return refusal(403, 10403, 'not entitled');
      Object.assign(zone.bots, body);
      return single(zone.bots);
    },
  ),
  writeZone(
    'DELETE',
    '/firewall/access_rules/rules/{rule_id}',
    ['Firewall Services Write'],
    z.null(),
    ({ zone, params }, _) => {
      const before = zone.ipAccessRules.length;
      zone.ipAccessRules = zone.ipAccessRules.filter(({ id }) => id !== params.rule_id);
      if (zone.ipAccessRules.length === before) return refusal(404, 10001, 'access rule not found');
      return single({ id: params.rule_id });
    },
  ),
  writeZone(
    'PATCH',
    '/firewall/access_rules/rules/{rule_id}',
    ['Firewall Services Write'],
    z.strictObject({
      mode: z.enum(['block', 'challenge', 'whitelist', 'js_challenge', 'managed_challenge']),
      configuration: z.strictObject({ target: z.string(), value: z.string() }),
      notes: z.string().optional(),
    }),
    ({ zone, params }, body) => {
      const rule = zone.ipAccessRules.find(({ id }) => id === params.rule_id);
      if (!rule) return refusal(404, 10001, 'access rule not found');
      Object.assign(rule, body);
      return single(rule);
    },
  ),
  writeZone('POST', '/logpush/jobs', ['Logs Write'], logpushJob, ({ zone }, body) => {
    if (!body.dataset || !body.destination_conf) return refusal(400, 1002, 'dataset and destination_conf are required');
    if (zone.logpush.length >= 4) return refusal(400, 1003, 'exceeded max jobs allowed: 4');
    zone.logpush.push({ id: 9000 + zone.logpush.length, last_error: null, error_message: null, ...body } as never);
    return single(zone.logpush.at(-1));
  }),
  writeZone('PUT', '/logpush/jobs/{job_id}', ['Logs Write'], logpushJob, ({ zone, params }, body) => {
    const job = zone.logpush.find(({ id }) => String(id) === params.job_id);
    if (!job) return refusal(404, 1001, 'job not found');
    const isMoved = body.destination_conf !== undefined || (body.enabled === true && job.error_message);
    Object.assign(job, body, isMoved ? { last_error: null, error_message: null, last_complete: null } : {});
    return single(job);
  }),
  writeZone('POST', '/api_gateway/operations/{operation_id}/labels', GATEWAY, labels, ({ zone, params }, body) => {
    const operation = zone.operations.find(({ operation_id }) => operation_id === params.operation_id);
    if (!operation) return refusal(404, 10404, 'operation not found');
    const wanted = [...(body.managed ?? []), ...(body.user ?? [])];
    const isManaged = (name: string) => name.startsWith('cf-');
    if ((body.managed ?? []).some((name) => !isManaged(name))) return refusal(400, 10400, 'no such managed label');
    if ((body.user ?? []).some((name) => !zone.labels.some((label) => label.name === name)))
      return refusal(400, 10400, 'no such label');
    operation.labels = [...new Set([...operation.labels, ...wanted])];
    return single({ operation_id: operation.operation_id, labels: operation.labels });
  }),
  writeZone(
    'POST',
    '/schema_validation/schemas',
    GATEWAY,
    z.strictObject({
      name: z.string(),
      kind: z.literal('openapi_v3'),
      source: z.string(),
      validation_enabled: z.boolean(),
    }),
    ({ zone, world }, body) => {
      const created_at = new Date(world.now()).toISOString();
      const schema = { ...body, schema_id: uuid(`schema ${body.name}`), created_at };
      zone.schemas.push(schema);
      const document = JSON.parse(body.source) as { servers: { url: string }[]; paths: Record<string, object> };
      for (const { host, endpoint, method, features } of zone.operations) {
        const isMeant = document.servers.some(({ url }) => url === `https://${host}`);
        if (isMeant && document.paths[endpoint] && method.toLowerCase() in document.paths[endpoint])
          features.schema_info.active_schema = { id: schema.schema_id, name: schema.name, created_at };
      }
      return single(schema);
    },
  ),
];
