/** Fixes of notifications: to a webhook that works where there is one, else to an address that people name. */
import { type Blank, blank, type Change, readOf, subjectsOf, type Wanted } from './fix.ts';
import { resource, standing } from './hcl.ts';

const EMAIL: Blank = { name: 'EMAIL', what: 'the address that is to be told' };
const SERVICES = ['firewallcustom', 'firewallmanaged', 'ratelimit'];

function telling(typesOf: (wanted: Wanted) => string[], words: string) {
  return (wanted: Wanted): Change => {
    const { zone, account, sections } = wanted.snapshot;
    const alive = (readOf(sections.alerts)?.webhooks ?? []).find(
      ({ lastSuccess, lastFailure }) => lastSuccess !== null && (lastFailure === null || lastFailure < lastSuccess),
    );
    const policies = typesOf(wanted).map((alert_type) => ({
      name: `api-review ${alert_type}`,
      alert_type,
      enabled: true,
      mechanisms: alive ? { webhooks: [{ id: alive.id }] } : { email: [{ id: blank(EMAIL.name) }] },
      ...(alert_type.startsWith('clickhouse_')
        ? { filters: { zones: [zone.id], ...(alert_type.includes('_ent_') ? { services: SERVICES } : {}) } }
        : {}),
    }));
    return {
      kind: 'change',
      steps: [
        `Open Notifications and add ${words}, sent to where somebody reads it${alive?.name ? `, such as ${alive.name}` : ''}.`,
      ],
      requests: policies.map((body) => ({
        method: 'POST',
        path: `/accounts/${account.id}/alerting/v3/policies`,
        body,
      })),
      terraform: policies
        .map((policy) =>
          resource('cloudflare_notification_policy', policy.alert_type, {
            account_id: account.id,
            ...policy,
            mechanisms: policy.mechanisms as Record<string, { id: string }[]>,
            filters: (policy.filters ?? {}) as Record<string, string[]>,
          }),
        )
        .join('\n'),
      ...(alive ? {} : { blanks: [EMAIL] }),
    };
  };
}

export const tellOfEvents = telling(
  ({ snapshot }) => [
    snapshot.zone.plan === 'enterprise' ? 'clickhouse_alert_fw_ent_anomaly' : 'clickhouse_alert_fw_anomaly',
  ],
  'the alert on security events of this zone',
);
export const tellOfJobs = telling(() => ['failing_logpush_job_disabled_alert'], 'the alert on log jobs that fail');
export const tellOfInsights = telling(() => ['security_insights_alert'], 'the alert on security insights');
export const tellOfCredentials = telling(
  ({ finding: { evidence } }) =>
    Array.isArray(evidence.missing) ? evidence.missing.filter((each) => typeof each === 'string') : [],
  'the alerts on credentials that end',
);

/** A webhook that fails gets an address that answers; an alert that reaches nobody gets somebody. */
export function reviveDestinations({ snapshot: { account, sections }, finding }: Wanted): Change {
  const alerts = readOf(sections.alerts);
  const dead = (alerts?.webhooks ?? []).filter(({ id }) => subjectsOf(finding.subjects, 'webhook').includes(id));
  const silent = (alerts?.policies ?? []).filter(({ id }) => subjectsOf(finding.subjects, 'alert').includes(id));
  const mechanisms = { email: [{ id: blank(EMAIL.name) }] };
  const base = `/accounts/${account.id}/alerting/v3`;
  return {
    kind: 'change',
    steps: [
      ...dead.map(
        ({ name, id }) => `Open Notifications > Destinations and give ${name ?? id} an address that answers.`,
      ),
      ...silent.map(({ name, id }) => `Open Notifications, edit ${name ?? id} and say who is told.`),
    ],
    requests: [
      ...dead.map(({ id, name }) => ({
        method: 'PUT' as const,
        path: `${base}/destinations/webhooks/${id}`,
        body: { name: name ?? id, url: blank('WEBHOOK_URL') },
      })),
      ...silent.map(({ id }) => ({ method: 'PUT' as const, path: `${base}/policies/${id}`, body: { mechanisms } })),
    ],
    terraform: [
      ...dead.map(({ id, name }) =>
        standing('cloudflare_notification_policy_webhooks', name ?? id, `${account.id}/${id}`, {
          account_id: account.id,
          name: name ?? id,
          url: blank('WEBHOOK_URL'),
        }),
      ),
      ...silent.map(({ id, name, alertType }) =>
        standing('cloudflare_notification_policy', name ?? id, `${account.id}/${id}`, {
          account_id: account.id,
          name: name ?? id,
          alert_type: alertType ?? '',
          mechanisms,
        }),
      ),
    ].join('\n'),
    blanks: [
      ...(dead.length > 0 ? [{ name: 'WEBHOOK_URL', what: 'the address that answers' }] : []),
      ...(silent.length > 0 ? [EMAIL] : []),
    ],
  };
}
