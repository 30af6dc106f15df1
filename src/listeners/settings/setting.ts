/** One thing that a workspace can be set to, behind `/api-review settings`. */
import type { Turn } from '../listener.ts';

export interface Setting {
  name: string;
  /** What may follow `settings`, and what it does then. */
  usage: readonly [example: string, meaning: string][];
  run(turn: Turn, words: readonly string[], channelId: string): Promise<void>;
}
