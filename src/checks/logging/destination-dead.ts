import { defineCheck, fail, unknown } from '../check.ts';

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
  standards: ['API10:2023'],

  evaluate({ alerts: { policies, webhooks } }) {
    const dead = (webhooks ?? []).filter(
      ({ lastFailure, lastSuccess }) => lastFailure !== null && lastFailure > (lastSuccess ?? ''),
    );
    return [
      ...dead.map(({ id, name, lastFailure, lastSuccess }) =>
        fail(`webhook:${id}`, { facts: { name, lastFailure, lastSuccess } }),
      ),
      ...policies
        .filter(({ enabled, mechanisms }) => enabled === true && mechanisms === 0)
        .map(({ id, name }) => fail(`alert:${id}`, { facts: { name } })),
      ...(webhooks === null
        ? [unknown(null, 'failed', { facts: { section: 'alerts', detail: 'webhooks were not read' } })]
        : []),
    ];
  },
});
