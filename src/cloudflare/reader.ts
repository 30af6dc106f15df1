import type { CallOptions } from './client.ts';
import type { Row } from './field.ts';

/** How one section is read: one call or one list, then the shape checks know it by. Answers are in camel case. */
export type SectionReader = Source & {
  /** What a token needs, as Cloudflare names it; a refusal names it too. */
  permission: string;
  /** Names `{zone}` or `{account}`. */
  path: string;
  query?: Query;
  /** Calls that `shape` makes beyond the first, for the quote. */
  furtherCalls?: number;
  /** The error code with which Cloudflare says "there is nothing here" rather than no. */
  emptyCode?: number;
  /** A status that here means that the plan has it not. */
  notEntitledStatus?: number;
};

type Source =
  | { reads: 'one'; shape(answer: Row, reading: Reading): unknown }
  /** A list that Cloudflare sends in one piece. */
  | { reads: 'all'; shape(list: Row[], reading: Reading): unknown }
  | { reads: 'pages'; perPage: number; shape(list: Row[], reading: Reading): unknown };

type Query = NonNullable<CallOptions['query']>;

/** What a section may ask beyond its own call. */
export type Reading = {
  get(path: string, options?: { query?: Query; emptyCode?: number }): Promise<Row>;
  list(path: string, perPage: number): Promise<Row[]>;
  /** Undefined where there is no answer: for what a section can do without. */
  tryGet(path: string): Promise<unknown>;
  /** What another section holds, read once for all; throws what made it unreadable. */
  authorities(): Promise<Row[]>;
};
