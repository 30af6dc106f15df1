import { hexId, uuid } from '../ids.ts';
import type { AlertPolicy } from '../sdk-types.ts';
import type { AccountState } from '../state.ts';
import { days, entitlement } from './build.ts';

/** An account in which everything is in good order for these zones; a test names its one difference. */
export function account(
  differences: Partial<AccountState> = {},
  now: number = Date.now(),
  zoneIds: string[] = [hexId('zone orders.example')],
): AccountState {
  const name = 'Sandbox Ltd';
  const id = hexId(`account ${name}`);
  const webhook = hexId('webhook security');
  const policy = (
    alert_type: NonNullable<AlertPolicy['alert_type']>,
    filters: AlertPolicy['filters'] = {},
  ): AlertPolicy => ({
    id: hexId(`policy ${alert_type}`),
    name: alert_type,
    alert_type,
    description: '',
    enabled: true,
    filters,
    mechanisms: { webhooks: [{ id: webhook }] },
    created: days(now, -300),
    modified: days(now, -300),
  });
  return {
    id,
    name,
    entitlements: [entitlement(11, 'access', true)],
    phases: {},
    customRulesets: [],
    logpush: [
      {
        id: 2001,
        dataset: 'audit_logs_v2',
        name: 'audit log to the SIEM',
        enabled: true,
        kind: '',
        destination_conf:
          's3://fake-siem-bucket/audit/{DATE}?region=eu-west-1&access-key-id=FAKE&secret-access-key=FAKE',
        last_complete: new Date(now - 300_000).toISOString(),
        last_error: null,
        error_message: null,
      },
    ],
    alertPolicies: [
      policy('failing_logpush_job_disabled_alert'),
      policy('clickhouse_alert_fw_ent_anomaly', {
        zones: zoneIds,
        services: ['firewallcustom', 'firewallmanaged', 'ratelimit'],
      }),
      policy('security_insights_alert'),
      policy('expiring_service_token_alert'),
      policy('access_custom_certificate_expiration_type'),
      policy('mtls_certificate_store_certificate_expiration_type'),
    ],
    availableAlerts: {
      Logpush: [alert('failing_logpush_job_disabled_alert')],
      Security: [
        alert('clickhouse_alert_fw_ent_anomaly'),
        alert('clickhouse_alert_fw_anomaly'),
        alert('security_insights_alert'),
      ],
      Access: [alert('expiring_service_token_alert'), alert('access_custom_certificate_expiration_type')],
      SSL: [alert('mtls_certificate_store_certificate_expiration_type')],
    },
    webhooks: [
      {
        id: webhook,
        name: 'security channel',
        type: 'slack',
        url: 'https://hooks.example.com/services/FAKE/FAKE',
        created_at: days(now, -300),
        last_success: days(now, -1),
      },
    ],
    alertHistory: [],
    authorities: [],
    authorityAssociations: {},
    accessApps: [],
    accessPolicies: [],
    serviceTokens: [],
    accessCertificates: [],
    apiTokens: [],
    insights: [],
    bolaScans: zoneIds.map((zoneId) => ({
      id: uuid(`scan ${zoneId}`),
      scan_type: 'bola',
      status: 'finished',
      target_environment_id: uuid(`target ${zoneId}`),
      report: { report_schema_version: 'v1', report: { summary: { verdict: 'ok' }, tests: [] } },
    })),
    targetEnvironments: zoneIds.map((zoneId) => ({
      id: uuid(`target ${zoneId}`),
      name: 'all customers',
      target: { type: 'zone', zone_tag: zoneId },
    })),
    credentialSets: [],
    audit: [],
    ...differences,
  };
}

function alert(type: string) {
  return { type, display_name: type, description: '', filter_options: [] };
}
