/** A day of requests to one endpoint of a sandbox zone, and of what a rule made of them; the same seed, the same day. */
import type { ZoneState } from '../sandbox/cloudflare/state.ts';

const HOUR_MS = 60 * 60_000;

export interface Day {
  /** When it begins, in ms. */
  at: number;
  seed: number;
  operation: { id: string; method: string; host: string; path: string };
  requests: number;
  rule?: { id: string; ref: string; action: 'log' | 'block'; source: string };
  /** Of the requests, how many the rule meets. */
  met?: number;
}

export function addDay(zone: ZoneState, { at, seed, operation, requests, rule, met = 0 }: Day): void {
  const random = randomFrom(seed);
  const weights = Array.from({ length: 24 }, () => 0.5 + random());
  const sum = weights.reduce((total, each) => total + each, 0);
  weights.forEach((weight, hour) => {
    const count = Math.round((requests * weight) / sum);
    zone.traffic.push({ operationId: operation.id, labels: [], status: 200, count, at: at + hour * HOUR_MS });
  });
  if (!rule || met === 0) return;
  zone.securityEvents.push({
    ruleId: rule.id,
    ref: rule.ref,
    action: rule.action,
    source: rule.source,
    host: operation.host,
    method: operation.method,
    path: operation.path,
    count: met,
    asn: '64511',
    agent: 'shop-app/7.1',
    at: at + 12 * HOUR_MS,
  });
}

/** Numbers from 0 to 1: a linear congruence is random enough for traffic. */
function randomFrom(seed: number): () => number {
  let state = seed % 2147483647 || 1;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}
