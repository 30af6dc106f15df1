/** What a review is made of, as rows of the database and values of the core. */
import { z } from 'zod';
import { Changes } from './changes.ts';
import { isStaged, STATES } from './stage.ts';

export const ReviewState = z.enum(['scanning', 'answering', 'deciding', 'closed', 'cancelled']);
export type ReviewState = z.infer<typeof ReviewState>;

export const Review = z.object({
  id: z.uuid(),
  name: z.string(),
  number: z.int(),
  channelId: z.string(),
  leadId: z.string(),
  zoneId: z.string(),
  zoneName: z.string(),
  plan: z.string().nullable(),
  hosts: z.array(z.string()),
  due: z.string().nullable(),
  state: ReviewState,
  startedAt: z.date(),
  endedAt: z.date().nullable(),
  endedBy: z.string().nullable(),
});
export type Review = z.infer<typeof Review>;

export const isOpen = (review: { state: ReviewState }) => review.state !== 'closed' && review.state !== 'cancelled';

/** What reading a zone will cost, and what this token will not be shown. */
export const Forecast = z.object({
  zoneId: z.string(),
  zoneName: z.string(),
  calls: z.object({ zone: z.int(), account: z.int(), graphql: z.int() }),
  /** Of Cloudflare's 1,200 calls in five minutes, 0 to 1 and above. */
  share: z.number(),
  seconds: z.number(),
  missing: z.array(z.object({ section: z.string(), permission: z.string(), checks: z.array(z.string()) })),
});
export type Forecast = z.infer<typeof Forecast>;

export const Quote = z.object({
  id: z.uuid(),
  channelId: z.string(),
  leadId: z.string(),
  zone: z.string(),
  name: z.string().nullable(),
  due: z.string().nullable(),
  hosts: z.array(z.string()),
  answerTo: z.string(),
  state: z.enum(['asked', 'offered', 'started', 'refused', 'cancelled']),
  forecast: Forecast.nullable(),
});
export type Quote = z.infer<typeof Quote>;

/** How far a scan is, for the card: the section just read and what is known already. */
export const Progress = z.object({
  done: z.int(),
  total: z.int(),
  section: z.string(),
  facts: z.object({ unread: z.int().default(0), saved: z.int().optional(), discovered: z.int().optional() }),
});
export type Progress = z.infer<typeof Progress>;

export const Scan = z.object({
  id: z.uuid(),
  reviewId: z.uuid(),
  state: z.enum(['queued', 'read', 'posted', 'failed', 'dropped']),
  progress: Progress.nullable(),
  snapshotId: z.uuid().nullable(),
  /** Since the review before; null when there was none. */
  changes: Changes.nullable(),
  problem: z.string().nullable(),
  /** When what it read first became findings. */
  judgedAt: z.date().nullable(),
  takenAt: z.date().nullable(),
});
export type Scan = z.infer<typeof Scan>;

/** Why an earlier answer is not offered, or not for all it was said of. */
export const AskedAnew = z.discriminatedUnion('because', [
  z.object({ because: z.literal('expired'), days: z.int() }),
  z.object({
    because: z.literal('changed'),
    /** `audience`, `sensitivity`, `risk`, `credential`, or the name of a control. */
    fact: z.string(),
    was: z.string(),
    now: z.string(),
    endpoints: z.int(),
  }),
]);
export type AskedAnew = z.infer<typeof AskedAnew>;

/** What the same owner answered to the same question in an earlier review. It says nothing to the checks. */
export const EarlierAnswer = z.object({
  review: z.string(),
  value: z.string(),
  words: z.string().nullable(),
  saidBy: z.string(),
  saidAt: z.coerce.date(),
  /** For which of them it may be confirmed. */
  endpointKeys: z.array(z.string()),
  anew: AskedAnew.nullable(),
});
export type EarlierAnswer = z.infer<typeof EarlierAnswer>;

export const Question = z.object({
  id: z.uuid(),
  reviewId: z.uuid(),
  asks: z.string(),
  ownerId: z.string(),
  askedAt: z.date(),
  /** None once all of them have gone to someone else. */
  endpointKeys: z.array(z.string()),
  earlier: EarlierAnswer.nullable(),
  /** Since when the evidence stands against the answer. */
  contestedAt: z.date().nullish(),
  /** To whom it was handed instead of its owner, the last one last; the endpoints stay with their owner. */
  handed: z.array(z.object({ to: z.string(), by: z.string(), at: z.coerce.date() })),
  answer: z
    .object({
      version: z.int(),
      value: z.string().nullable(),
      words: z.string().nullable(),
      confirmed: z.boolean(),
      saidBy: z.string(),
      saidAt: z.date(),
      /** The reply it came from. */
      messageTs: z.string().nullable(),
      /** From that day on it says nothing any more. */
      until: z.string().nullish(),
      /** What it was given for: a question may come to be about more. */
      endpointKeys: z.array(z.string()),
    })
    .nullable(),
});
export type Question = z.infer<typeof Question>;

const ActedOn = z.object({
  endpoints: z.int(),
  enforced: z.int(),
  logged: z.int(),
  inPart: z.int(),
  unknown: z.int(),
});

export const Choice = z.enum(['enforce-now', 'log-first', 'canary', 'fix-at-origin', 'accept']);
export type Choice = z.infer<typeof Choice>;

export const Decision = z.object({
  id: z.uuid(),
  reviewId: z.uuid(),
  itemId: z.string(),
  choice: Choice,
  state: z.enum(STATES),
  stateSince: z.date(),
  reason: z.string().nullable(),
  until: z.string().nullable(),
  /** What it was about when it was made, and a hash of the finding that it rests on. */
  subjects: z.array(z.string()),
  basis: z.string().nullable(),
  /** How the control stood then. */
  actedOn: ActedOn.nullable(),
  lookAt: z.string().nullable(),
  /** The stage that it would move on, if approved. */
  replaces: z.uuid().nullable(),
  decidedBy: z.string(),
  decidedAt: z.date(),
  secondBy: z.string().nullable(),
  secondAt: z.date().nullable(),
  snapshotId: z.uuid(),
});
export type Decision = z.infer<typeof Decision>;

/** Made and not undone: declined, taken back, or accepted until a day that has come, it is to be made again. */
export const stands = ({ state }: Pick<Decision, 'state'>) =>
  state === 'proposed' || state === 'approved' || isStaged(state);

const PersonKind = z.enum(['owner', 'admin', 'member', 'guest', 'bot', 'outside', 'gone']);
export const Person = z.object({
  userId: z.string(),
  name: z.string(),
  kind: PersonKind,
  timezone: z.string().nullable(),
  lookedUpAt: z.date(),
});
export type Person = z.infer<typeof Person>;

export const DigestSchedule = z.object({
  channelId: z.string(),
  weekday: z.int().min(1).max(7),
  at: z.string(),
  timezone: z.string(),
  setBy: z.string(),
  setAt: z.date(),
  mutedUntil: z.date().nullable(),
  /** What it tells, in the language of `digest-filter.ts`; null: everything. */
  filter: z.string().nullable(),
});
export type DigestSchedule = z.infer<typeof DigestSchedule>;

const Told = z.object({ answer: z.string().nullable(), evidence: z.string() });

/** The row of the scan report, as far as people are told of it. */
const EndpointFacts = z
  .object({
    method: z.string(),
    host: z.string(),
    path: z.string(),
    sources: z.array(z.enum(['saved', 'discovered', 'documented'])),
    audience: z.enum(['public', 'partner', 'internal', 'mobile']).nullable(),
    sensitivity: z.enum(['auth', 'token', 'payment', 'personal', 'write', 'search', 'read']),
    exposure: z.number(),
    traffic: z
      .object({ seen: z.enum(['yes', 'no', 'unknown']) })
      .loose()
      .optional(),
    authentication: z.object({
      credential: z.string().nullable(),
      status: z.string().optional(),
      evidence: z.string().optional(),
    }),
    authorization: z.object({ status: z.string(), evidence: z.string(), test: z.string().optional() }).optional(),
    partner: z.object({ issuing: Told, rotation: Told, scope: Told, contact: Told.optional() }).nullish(),
    because: z.object({ audience: z.string(), sensitivity: z.string(), credential: z.string().nullable() }),
  })
  .loose();

export const ReviewEndpoint = z.object({
  key: z.string(),
  facts: EndpointFacts,
  /** A person or a user group. */
  ownerId: z.string(),
  /** Who may act for the owner. */
  deputyId: z.string().nullable(),
  ownerBecause: z.string(),
  /** Whose it was before it was handed over. */
  previousOwnerId: z.string().nullable(),
  acknowledgedBy: z.string().nullable(),
  acknowledgedAt: z.date().nullable(),
});
export type ReviewEndpoint = z.infer<typeof ReviewEndpoint>;

export const ReviewFinding = z
  .object({
    id: z.string(),
    check: z.string(),
    step: z.int(),
    outcome: z.enum(['fail', 'unknown', 'not_entitled']),
    reason: z.string().nullable(),
    severity: z.enum(['info', 'low', 'medium', 'high', 'critical']),
    subjects: z.array(z.string()),
    title: z.string(),
    evidenceKind: z.enum(['provable', 'indicated', 'stated', 'none']),
    remediation: z.string(),
    evidence: z.record(z.string(), z.unknown()).default({}),
  })
  .loose();
export type ReviewFinding = z.infer<typeof ReviewFinding>;

/** A request that gets through: a working bypass, so it stays out of whatever is said to everybody. */
export const ItemWitness = z.object({
  method: z.string(),
  url: z.string(),
  fields: z.record(z.string(), z.unknown()),
  because: z.string(),
});
export type ItemWitness = z.infer<typeof ItemWitness>;

/** What puts an item right. A request is below `/client/v4`; `over` as in the fix that it comes from. */
export const ItemFix = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('advice'), steps: z.array(z.string()) }),
  z.object({
    kind: z.literal('change'),
    steps: z.array(z.string()),
    requests: z.array(
      z.object({ method: z.string(), path: z.string(), body: z.unknown(), over: z.string().optional() }),
    ),
    terraform: z.string().nullable(),
    blanks: z.array(z.object({ name: z.string(), what: z.string() })).optional(),
    beware: z.string().optional(),
  }),
]);
export type ItemFix = z.infer<typeof ItemFix>;
/** In the form in which it stops what it is to stop, and in the one in which it is tried, where there is one. */
export const ItemFixes = z.object({ enforce: ItemFix, staged: ItemFix.nullable() });
export type ItemFixes = z.infer<typeof ItemFixes>;

/** One root cause to put right, as it stands in the review's list. */
export const ReviewItem = z.object({
  id: z.string(),
  rank: z.int(),
  score: z.number(),
  title: z.string(),
  check: z.string().default(''),
  fix: z.string(),
  findings: z.array(z.string()),
  endpointKeys: z.array(z.string()),
  reasons: z.array(z.string()),
  /** Its part of all risk, why it stands where it stands, and whether a neighbour nearly stands there. */
  risk: z.number().default(0),
  because: z.string().default(''),
  isClose: z.boolean().default(false),
  /** What is proposed, and what may be chosen on this zone's plan. */
  proposed: Choice,
  choices: z.array(Choice),
  needSecond: z.array(Choice),
  /** Whether a request that gets through can be shown; the request itself is read by itself, for who may see it. */
  witnessed: z.boolean().optional(),
});
export type ReviewItem = z.infer<typeof ReviewItem>;
