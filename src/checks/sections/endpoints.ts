/** API Shield's view of endpoints: session identifiers, saved and discovered operations, labels, schemas, tokens. */
import { z } from 'zod';
import { amount, flag, onUnlessTold, text, texts } from './field.ts';

export const sessionIdentifiers = z.array(z.object({ name: z.string(), type: text }));

const thresholds = z.object({
  suggestedThreshold: amount,
  p50: amount,
  p90: amount,
  p99: amount,
  periodSeconds: amount,
  requests: amount,
  authIdTokens: amount,
  dataPoints: amount,
});

const schemaInfo = z.object({
  activeSchema: z.object({ id: text, name: text, createdAt: text }).nullable().default(null),
  /** `none`, `log` or `block`; null inherits the default of the zone. */
  mitigationAction: text,
});

export const operations = z.array(
  z.object({
    operationId: z.string(),
    method: z.string(),
    host: z.string(),
    endpoint: z.string(),
    lastUpdated: text,
    labels: texts,
    thresholds: thresholds.nullable().default(null),
    /** Null where Cloudflare did not say: that is not the same as no schema. */
    schemaInfo: schemaInfo.nullable().default(null),
  }),
);

export const discovery = z.array(
  z.object({
    id: z.string(),
    method: z.string(),
    host: z.string(),
    endpoint: z.string(),
    state: z.enum(['review', 'saved', 'ignored']),
    origin: texts,
    lastUpdated: text,
    labels: texts,
    requests: amount,
    periodSeconds: amount,
  }),
);

export const labels = z.array(
  z.object({
    name: z.string(),
    source: z.enum(['managed', 'user']),
    description: text,
    /** How many saved operations carry it. */
    operations: amount,
  }),
);

export const schemaSettings = z.object({ defaultAction: text, overrideAction: text });

export const schemas = z.array(
  z.object({
    schemaId: z.string(),
    name: z.string(),
    kind: text,
    validationEnabled: flag,
    createdAt: text,
    /** The document as it was uploaded, where it was read. */
    source: text,
  }),
);

export const jwtConfigs = z.array(
  z.object({
    id: z.string(),
    title: text,
    tokenSources: texts,
    keys: z
      .array(z.object({ kid: text, alg: text, kty: text }))
      .nullish()
      .transform((keys) => keys ?? []),
    createdAt: text,
    lastUpdated: text,
  }),
);

const selector = z.object({
  include: z
    .array(z.object({ host: texts, operationIds: texts }))
    .nullish()
    .transform((list) => list ?? []),
  exclude: z
    .array(z.object({ host: texts, operationIds: texts }))
    .nullish()
    .transform((list) => list ?? []),
});

/** In the order of their precedence, first first. */
export const jwtRules = z.array(
  z.object({
    id: z.string(),
    title: text,
    action: text,
    enabled: onUnlessTold,
    expression: z.string().default(''),
    selector,
    lastUpdated: text,
  }),
);

export const sequenceRules = z.array(z.object({ id: z.string(), action: text, kind: text, operationIds: texts }));

export const bolaScans = z.array(
  z.object({
    id: z.string(),
    status: text,
    verdict: text,
    zoneTag: text,
    requests: z
      .array(z.object({ method: z.string(), url: z.string() }))
      .nullish()
      .transform((list) => list ?? []),
  }),
);
