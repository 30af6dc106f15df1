/** Where events go, and who is told. Destinations are kept without anything secret. */
import { z } from 'zod';
import { amount, flag, text, texts } from './field.ts';

export const logpushJobs = z.array(
  z.object({
    id: z.string(),
    name: text,
    dataset: text,
    /** A job that does not say it is enabled is not. */
    enabled: flag,
    kind: text,
    /** Scheme and host, nothing more. */
    destination: text,
    fieldNames: texts,
    sampleRate: amount,
    /** The filter as Cloudflare keeps it, a JSON text; null lets everything through. */
    filter: text,
    filterAttackTraffic: flag,
    lastComplete: text,
    lastError: text,
    errorMessage: text,
  }),
);

export const alerts = z.object({
  policies: z.array(
    z.object({
      id: z.string(),
      name: text,
      alertType: text,
      enabled: flag,
      /** How many mechanisms it reaches somebody by. */
      mechanisms: amount,
      webhookIds: texts,
      zones: texts,
      /** Service tokens it is for; none means all. */
      tokenIds: texts,
    }),
  ),
  /** Alert types the account may use; null where that could not be read. */
  available: z.array(z.string()).nullable().default(null),
  webhooks: z
    .array(z.object({ id: z.string(), name: text, type: text, lastSuccess: text, lastFailure: text }))
    .nullable()
    .default(null),
});
