/** What Cloudflare itself has seen: traffic and what rules did with it, its scanners' findings, who changed what. */
import { z } from 'zod';
import { text, texts } from './field.ts';

const count = z.number().nonnegative();

/** Counts are estimates from samples: each stands for `sampleInterval` requests on the average. */
const sampled = { count, sampleInterval: count };

export const analytics = z.object({
  requests: z.object({
    since: z.string(),
    seconds: count,
    /** False when there is more than one answer holds, or a part is not counted: what is missing proves nothing then. */
    whole: z.boolean(),
    operations: z.array(z.object({ operationId: z.string(), labels: texts, ...sampled })),
    hosts: z.array(z.object({ host: z.string(), status: count, ...sampled })),
  }),
  /** What rules and services of the zone did, whatever their mode. */
  events: z.object({
    since: z.string(),
    seconds: count,
    whole: z.boolean(),
    rules: z.array(z.object({ ruleId: text, action: z.string(), source: z.string(), ...sampled })),
  }),
  /** Answers by operation, status and the identifier that was shown; null where the plan does not count them. */
  sessions: z
    .object({
      since: z.string(),
      seconds: count,
      whole: z.boolean(),
      answers: z.array(z.object({ operationId: z.string(), status: count, identifier: text, ...sampled })),
    })
    .nullable(),
});

export const insights = z.array(
  z.object({
    id: z.string(),
    issueClass: text,
    issueType: text,
    severity: text,
    subject: text,
    status: text,
    since: text,
    timestamp: text,
    userClassification: text,
  }),
);

/** Changes to rules and API protection, newest first. Who made them is nobody's business here, how is. */
export const auditLog = z.object({
  /** From when on all are here. */
  since: z.string(),
  changes: z.array(
    z.object({
      id: z.string(),
      time: z.string(),
      action: text,
      result: text,
      product: text,
      resourceType: text,
      resourceId: text,
      zoneId: text,
      context: text,
    }),
  ),
});
