import { defineCheck, fail, unknown } from '../check.ts';
import { daysUntil } from '../machine/dates.ts';

export default defineCheck({
  id: 'logging.destination-dead',
  step: 7,
  title: 'Alerts that reach nobody',
  gap: 'alert reaches nobody',
  change: 'upkeep',
  severity: 'medium',
  scope: 'account',
  needs: ['alerts'],
  why: 'The alert is configured, fires, and is lost.',
  fix: 'Repair or replace the destination, and send a test.',
  standards: ['API8:2023'],

  evaluate({ alerts: { policies, webhooks }, now }) {
    const failing = (webhooks ?? []).filter(({ lastFailure }) => lastFailure !== null);
    const dated = failing.map((webhook) => ({
      ...webhook,
      failed: daysUntil(webhook.lastFailure, now),
      succeeded: webhook.lastSuccess === null ? Number.NEGATIVE_INFINITY : daysUntil(webhook.lastSuccess, now),
    }));
    const undated = dated.filter(({ failed, succeeded }) => failed === undefined || succeeded === undefined);
    const dead = dated.filter(
      ({ failed, succeeded }) => failed !== undefined && succeeded !== undefined && failed > succeeded,
    );
    const known = new Set((webhooks ?? []).map(({ id }) => id));
    const isLost = ({ mechanisms, webhookIds }: (typeof policies)[number]) =>
      mechanisms === 0 ||
      (webhooks !== null && mechanisms === webhookIds.length && !webhookIds.some((id) => known.has(id)));
    return [
      ...dead.map(({ id, name, lastFailure, lastSuccess }) =>
        fail(`webhook:${id}`, { facts: { name, lastFailure, lastSuccess } }),
      ),
      ...policies
        .filter((policy) => policy.enabled === true && isLost(policy))
        .map(({ id, name }) => fail(`alert:${id}`, { facts: { name } })),
      ...undated.map(({ id }) => unknown(`webhook:${id}`, 'not_understood')),
      ...(webhooks === null
        ? [unknown(null, 'failed', { facts: { section: 'alerts', detail: 'webhooks were not read' } })]
        : []),
    ];
  },
});
