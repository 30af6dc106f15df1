import { z } from 'zod';
import { refusal, single } from '../envelope.ts';
import { hexId } from '../ids.ts';
import type { Route } from '../routing.ts';
import { writeAccount } from './writing.ts';

/** Changes to what an account's zones share: Access, service tokens, alerts, logs. */
const APPS = ['Access: Apps and Policies Write'];

export const logpushJob = z.strictObject({
  name: z.string().nullish(),
  dataset: z.string().optional(),
  destination_conf: z.string().optional(),
  enabled: z.boolean().optional(),
  filter: z.string().nullish(),
  filter_attack_traffic: z.boolean().optional(),
  output_options: z
    .strictObject({
      field_names: z.array(z.string()),
      output_type: z.enum(['ndjson', 'csv']).optional(),
      sample_rate: z.number().optional(),
      timestamp_format: z.enum(['unixnano', 'unix', 'rfc3339']).optional(),
    })
    .nullish(),
});

const accessRule = z.record(z.string(), z.record(z.string(), z.unknown()));
const accessPolicy = z.strictObject({
  name: z.string(),
  decision: z.enum(['allow', 'deny', 'non_identity', 'bypass']),
  precedence: z.int().optional(),
  include: z.array(accessRule).min(1),
  require: z.array(accessRule).optional(),
  exclude: z.array(accessRule).optional(),
});

const alertPolicy = z.strictObject({
  name: z.string(),
  alert_type: z.string(),
  enabled: z.boolean(),
  description: z.string().optional(),
  filters: z.record(z.string(), z.array(z.string())).optional(),
  mechanisms: z.record(
    z.enum(['email', 'webhooks', 'pagerduty']),
    z.array(z.strictObject({ id: z.string() })).optional(),
  ),
});

export const accountWriteRoutes: Route[] = [
  writeAccount('PUT', '/access/apps/{app_id}/policies/{policy_id}', APPS, accessPolicy, ({ account, params }, body) => {
    const app = account.accessApps.find(({ id }) => id === params.app_id);
    const policies: object[] = (app && 'policies' in app && app.policies) || [];
    const index = policies.findIndex((policy) => 'id' in policy && policy.id === params.policy_id);
    if (index < 0) return refusal(404, 12130, 'access.api.error.not_found');
    policies[index] = { ...body, id: params.policy_id };
    return single(policies[index]);
  }),
  writeAccount('PUT', '/access/policies/{policy_id}', APPS, accessPolicy, ({ account, params }, body) => {
    const index = account.accessPolicies.findIndex(({ id }) => id === params.policy_id);
    if (index < 0) return refusal(404, 12130, 'access.api.error.not_found');
    account.accessPolicies[index] = { ...body, id: params.policy_id } as never;
    return single(account.accessPolicies[index]);
  }),
  writeAccount(
    'PUT',
    '/access/service_tokens/{token_id}',
    ['Access: Service Tokens Write'],
    z.strictObject({
      name: z.string().optional(),
      duration: z.string().optional(),
      enabled: z.boolean().optional(),
    }),
    ({ account, params, world }, body) => {
      const token = account.serviceTokens.find(({ id }) => id === params.token_id);
      if (!token) return refusal(404, 12130, 'access.api.error.not_found');
      Object.assign(token, body);
      const hours = /^(\d+)h$/.exec(body.duration ?? '')?.[1];
      if (hours) token.expires_at = new Date(world.now() + Number(hours) * 3_600_000).toISOString();
      return single(token);
    },
  ),
  writeAccount('POST', '/alerting/v3/policies', ['Notifications Write'], alertPolicy, ({ account }, body) => {
    const types = Object.values(account.availableAlerts).flat() as { type?: string }[];
    if (!types.some(({ type }) => type === body.alert_type)) return refusal(400, 17103, 'no such alert type');
    const id = hexId(`policy ${body.name}`);
    account.alertPolicies.push({ ...body, id } as (typeof account.alertPolicies)[number]);
    return single({ id });
  }),
  writeAccount(
    'PUT',
    '/alerting/v3/policies/{policy_id}',
    ['Notifications Write'],
    alertPolicy.partial(),
    ({ account, params }, body) => {
      const policy = account.alertPolicies.find(({ id }) => id === params.policy_id);
      if (!policy) return refusal(404, 17100, 'no such policy');
      Object.assign(policy, body);
      return single({ id: policy.id });
    },
  ),
  writeAccount(
    'PUT',
    '/alerting/v3/destinations/webhooks/{webhook_id}',
    ['Notifications Write'],
    z.strictObject({ name: z.string(), url: z.url(), secret: z.string().optional() }),
    ({ account, params, world }, body) => {
      const webhook = account.webhooks.find(({ id }) => id === params.webhook_id);
      if (!webhook) return refusal(404, 17100, 'no such webhook');
      // a destination is tried out before it is saved
      Object.assign(webhook, { name: body.name, url: body.url, last_success: new Date(world.now()).toISOString() });
      return single({ id: webhook.id });
    },
  ),
  writeAccount('POST', '/logpush/jobs', ['Logs Write'], logpushJob, ({ account }, body) => {
    if (!body.dataset || !body.destination_conf) return refusal(400, 1002, 'dataset and destination_conf are required');
    account.logpush.push({
      id: 9500 + account.logpush.length,
      last_error: null,
      error_message: null,
      ...body,
    } as never);
    return single(account.logpush.at(-1));
  }),
  writeAccount('PUT', '/logpush/jobs/{job_id}', ['Logs Write'], logpushJob, ({ account, params }, body) => {
    const job = account.logpush.find(({ id }) => String(id) === params.job_id);
    if (!job) return refusal(404, 1001, 'job not found');
    Object.assign(job, body, body.destination_conf ? { last_error: null, error_message: null } : {});
    return single(job);
  }),
];
