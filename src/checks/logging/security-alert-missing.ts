import { defineCheck, fail } from '../check.ts';
import type { Plan } from '../sections/zone.ts';

export default defineCheck({
  id: 'logging.security-alert-missing',
  step: 7,
  title: 'Nobody is told of a rise in attacks',
  gap: 'no alert on attacks',
  change: 'upkeep',
  severity: 'medium',
  needs: ['alerts'],
  why: 'Enumeration and stuffing show as a rise in security events, minutes after they begin.',
  fix: 'Add the notification of the plan for this zone and its firewall services: Advanced Security Events on Enterprise, Security Events on Business; send it to those who are on call.',
  standards: ['API8:2023'],

  evaluate({ alerts, zone }) {
    const wanted = ALERTS[zone.plan];
    if (!wanted) return []; // the plan has no such alert
    const told = alerts.policies.some(
      ({ alertType, enabled, zones }) =>
        enabled === true && wanted.includes(alertType ?? '') && (zones.length === 0 || zones.includes(zone.id)),
    );
    return told ? [] : [fail(`zone:${zone.name}`, { severity: zone.plan === 'enterprise' ? 'high' : 'medium' })];
  },
});

const ALERTS: Partial<Record<Plan, readonly string[]>> = {
  business: ['clickhouse_alert_fw_anomaly'],
  enterprise: ['clickhouse_alert_fw_ent_anomaly'],
};
