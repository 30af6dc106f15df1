/** Rulesets: the entry points of a phase with the custom rulesets they execute, and the passive detections beside them. */
import { z } from 'zod';
import { amount, flag, onUnlessTold, text, texts } from './field.ts';

const overrides = z.object({
  enabled: flag,
  action: text,
  categories: z
    .array(z.object({ category: z.string(), action: text, enabled: flag }))
    .nullish()
    .transform((list) => list ?? []),
  rules: z
    .array(z.object({ id: z.string(), action: text, enabled: flag, scoreThreshold: amount }))
    .nullish()
    .transform((list) => list ?? []),
});

const actionParameters = z.object({
  /** Of an execute rule: the ruleset it executes. */
  id: text,
  overrides: overrides.nullable().default(null),
  /** Of a skip rule: what it skips. */
  phase: text,
  phases: texts,
  products: texts,
  ruleset: text,
  rulesets: texts,
  rules: z.record(z.string(), z.array(z.string())).nullable().default(null),
});

const ratelimit = z.object({
  characteristics: texts,
  period: amount,
  requestsPerPeriod: amount,
  scorePerPeriod: amount,
  mitigationTimeout: amount,
  countingExpression: text,
  requestsToOrigin: flag,
});

const rule = z.object({
  id: z.string(),
  ref: text,
  action: text,
  expression: z.string().default(''),
  enabled: onUnlessTold,
  description: text,
  actionParameters: actionParameters.nullable().default(null),
  ratelimit: ratelimit.nullable().default(null),
  lastUpdated: text,
  logging: z.object({ enabled: flag }).nullable().default(null),
});
export type Rule = z.infer<typeof rule>;

const rules = z
  .array(rule)
  .nullish()
  .transform((list) => list ?? []);

/** An entry point that was never written is an empty one. */
export const phase = z.object({
  id: text,
  version: text,
  lastUpdated: text,
  rules,
  /** The custom rulesets that rules of the entry point execute. One that could not be read is missing here. */
  nested: z
    .array(z.object({ id: z.string(), rules }))
    .nullish()
    .transform((list) => list ?? []),
});
export type Phase = z.infer<typeof phase>;

export const accountRulesets = z.object({ custom: phase, rateLimits: phase, managed: phase });

/** Rules that change the URL before the firewall sees it; without a path they change the query alone. */
export const rewrites = z.array(
  z.object({
    id: text,
    action: text,
    expression: z.string().default(''),
    enabled: onUnlessTold,
    /** A path that is written out, or what makes one of the request. */
    path: z.object({ value: text, expression: text }).nullable().default(null),
  }),
);
export type Rewrite = z.infer<typeof rewrites>[number];

/** What looks into responses, at the zone and, where the zone's own looks at nothing, at its account. */
export const responsePhase = phase.extend({ account: phase.nullable().default(null) });

export const leakedCredentials = z.object({
  enabled: flag,
  /** Custom places of credentials; null where they were not read. */
  detections: z
    .array(z.object({ id: text }))
    .nullable()
    .default(null),
  /** Whether the origin is told by a header; null where that was not read, as where a rule acts anyway. */
  headerAdded: flag,
});

/** Which product answers is told by the keys that are there. */
export const bots = z.object({
  product: z.enum(['bot-fight-mode', 'super-pro', 'super-business', 'enterprise', 'unknown']),
  fightMode: flag,
  definitelyAutomated: text,
  likelyAutomated: text,
  verifiedBots: text,
});

export const ipAccessRules = z.array(
  z.object({
    id: z.string(),
    mode: text,
    target: text,
    value: text,
    notes: text,
    modifiedOn: text,
  }),
);
