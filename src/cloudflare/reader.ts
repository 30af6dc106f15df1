import type { SectionValues } from '../checks/snapshot.ts';
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
  /** What of the section is missing though it was read; said beside it. */
  lacks?(value: unknown): string | undefined;
  /** A status that here means that the plan has it not. */
  notEntitledStatus?: number;
};

type Source =
  | { reads: 'one'; shape(answer: Row, reading: Reading): unknown }
  /** A list that Cloudflare sends in one piece. */
  | { reads: 'all'; shape(list: Row[], reading: Reading): unknown }
  | {
      reads: 'pages';
      perPage: number;
      /** As in `readPages`. */
      within?: string;
      mostPages?: number;
      shape(list: Row[], reading: Reading): unknown;
    }
  /** In a way of its own; the path says what its calls count as. */
  | {
      reads: 'itself';
      read(reading: Reading): Promise<unknown>;
      /** The smallest call that is refused when `read` would be. */
      probe(reading: Pick<Reading, 'zone' | 'accountNow' | 'ask' | 'fromCursors'>): Promise<unknown>;
    };

type Query = NonNullable<CallOptions['query']>;

/** What a section may ask beyond its own call. */
export type Reading = {
  zone: Pick<SectionValues['zone'], 'id' | 'name' | 'plan' | 'planName'>;
  /** When the snapshot is taken. */
  now: Date;
  /** The same for what is asked about the account. */
  accountNow: Date;
  get(path: string, options?: { query?: Query; emptyCode?: number }): Promise<Row>;
  list(path: string, perPage: number): Promise<Row[]>;
  /** Rows from one cursor to the next, `mostPages` pages at most; `whole` when there are no more. */
  fromCursors(path: string, query: Query, mostPages: number): Promise<{ rows: Row[]; whole: boolean }>;
  /** Asks the analytics. */
  ask(document: string, variables: Record<string, string | number>): Promise<unknown>;
  /** Empty where nothing was ever written, undefined where Cloudflare has nothing to show to this token; an outage is thrown. */
  getIfAllowed(path: string, emptyCode: number): Promise<Row | undefined>;
  /** Whether an enabled rule of the zone names such a field, in the sections that hold its rules. */
  actsOn(field: string): Promise<boolean>;
  /** Whether a password may come in the body of a request, by the sections that hold the endpoints. */
  takesPasswords(): Promise<boolean>;
  /** Undefined where there is no answer: for what a section can do without. */
  tryGet(path: string): Promise<unknown>;
  /** What another section holds, read once for all; throws what made it unreadable. */
  authorities(): Promise<Row[]>;
  /** Whether session identifiers can be had, which only API Shield has. */
  hasApiShield(): Promise<boolean>;
};
