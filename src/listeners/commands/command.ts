/** What a subcommand is, and where it was typed. */
import type { CommandLine } from '../command-line.ts';
import type { Turn } from '../listener.ts';

export interface Typed extends CommandLine {
  channelId: string;
  responseUrl: string;
  intakeId: string;
}

export interface Subcommand {
  name: string;
  /** One line for the list of commands. */
  summary: string;
  /** What may follow the name, and what it does then. */
  usage: readonly [example: string, meaning: string][];
  run(turn: Turn, typed: Typed): Promise<void>;
}
