/** What an operator watches, in Prometheus' format. Labels are names of ours, never text from outside. */
import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client';

const registry = new Registry();
collectDefaultMetrics({ register: registry });

export const deliveries = new Counter({
  name: 'api_review_deliveries_total',
  help: 'Deliveries from Slack, by kind and what became of them',
  labelNames: ['kind', 'outcome'],
  registers: [registry],
});

export const acknowledged = new Histogram({
  name: 'api_review_acknowledge_seconds',
  help: 'From a delivery to its acknowledgement; Slack allows three seconds',
  buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3],
  registers: [registry],
});

export const jobsRun = new Counter({
  name: 'api_review_jobs_total',
  help: 'Jobs, by name and outcome',
  labelNames: ['job', 'outcome'],
  registers: [registry],
});

export async function readMetrics(): Promise<{ type: string; body: string }> {
  return { type: registry.contentType, body: await registry.metrics() };
}
