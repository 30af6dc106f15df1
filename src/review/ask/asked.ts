/** What somebody wants to know of their reviews: one topic, narrowed by any of the filters. */
import { z } from 'zod';
import { SEVERITIES } from '../../checks/check.ts';
import { CONTROL_NAMES } from '../../checks/controls/control.ts';
import { Choice } from '../review.ts';

/** In the order in which help tells them. */
export const TOPICS = [
  'waiting',
  'status',
  'endpoints',
  'unowned',
  'owner',
  'acknowledgements',
  'findings',
  'coverage',
  'decisions',
  'questions',
  'changes',
  'help',
] as const;
export const Topic = z.enum(TOPICS);
export type Topic = z.infer<typeof Topic>;

/** `shadow`: in use and saved by nobody. `zombie`: saved or documented, and in no traffic. */
export const Source = z.enum(['shadow', 'zombie', 'discovered', 'saved', 'documented', 'undocumented']);
export type Source = z.infer<typeof Source>;

export const Severity = z.enum(SEVERITIES.toReversed());
export type Severity = z.infer<typeof Severity>;

/** `open`: still to be acknowledged, answered, decided or ended. */
export const State = z.enum(['open', 'done', 'to approve']);
export type State = z.infer<typeof State>;

export const ControlName = z.enum(CONTROL_NAMES);
export type ControlName = z.infer<typeof ControlName>;

/** `uncovered` means that requests get through, by a way round or because nothing acts. */
const Verdict = z.enum(['covered', 'uncovered', 'bypassable']);

export const Filters = z.object({
  people: z.array(z.string()).optional(),
  /** A host, or a zone with all its hosts. */
  host: z.string().optional(),
  /** The beginning of a path, or a word in it. */
  path: z.string().optional(),
  method: z.string().optional(),
  /** What a review is called, or `here`. */
  review: z.string().optional(),
  channel: z.string().optional(),
  step: z.int().optional(),
  severities: z.array(Severity).optional(),
  state: State.optional(),
  source: Source.optional(),
  control: ControlName.optional(),
  verdict: Verdict.optional(),
  choice: Choice.optional(),
  /** Local days of whoever asks, both of them included. */
  days: z.object({ from: z.iso.date(), until: z.iso.date() }).optional(),
});
export type Filters = z.infer<typeof Filters>;

export const Asked = z.object({
  topic: Topic,
  filters: Filters,
  /** Words that said nothing to us. */
  left: z.array(z.string()),
});
export type Asked = z.infer<typeof Asked>;
