import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Certificate } from '../checks/snapshot.ts';
import { CallFailed } from './call-failed.ts';
import type { CallOptions, CloudflareClient } from './client.ts';
import type { Envelope } from './envelope.ts';
import { isRow } from './field.ts';

export type PagedList = { rows: unknown[]; certificate: Certificate };

type List = {
  name: string;
  path: string;
  query?: NonNullable<CallOptions['query']>;
  perPage: number;
  /** The field of the result that holds the rows, where the result is not the list itself. */
  within?: string | undefined;
  /** Pages beyond these are left unread, and the list is said to be incomplete. */
  mostPages?: number | undefined;
  /** Told as soon as the first page has come. */
  onTotal?: (total: number) => void;
};

const MOST_PAGES = 2_000;

/**
 * Reads a whole list: the first page says how many there are, the rest come in parallel. Rows that come or go meanwhile
 * tear the list; it is read once more, and said to be incomplete when it is torn again.
 */
export async function readPages(
  client: Pick<CloudflareClient, 'get'>,
  list: List,
  options: CallOptions = {},
): Promise<PagedList> {
  const first = await readOnce(client, list, options);
  const { complete, pages } = first.certificate;
  return complete || pages === (list.mostPages ?? MOST_PAGES) ? first : readOnce(client, list, options);
}

async function readOnce(client: Pick<CloudflareClient, 'get'>, list: List, options: CallOptions): Promise<PagedList> {
  const { name, path, query = {}, perPage, onTotal, within, mostPages = MOST_PAGES } = list;
  const page = async (number: number) => {
    const answer = await client.get(path, { ...options, query: { ...query, per_page: perPage, page: number } });
    return within === undefined ? answer : unwrapped(answer, within);
  };

  const first = await page(1);
  const total = pageCount(first);
  onTotal?.(first.result_info?.total_count ?? rowsIn(first).length);
  const wanted = Math.min(total, mostPages);
  const rest = await Promise.all(Array.from({ length: Math.max(0, wanted - 1) }, (_, index) => page(index + 2)));

  const answers = [first, ...rest];
  const distinct = new Map(answers.flatMap((answer) => rowsIn(answer)).map((row) => [identity(row), row]));
  const read = answers.reduce((sum, answer) => sum + rowsIn(answer).length, 0);
  const totals = answers.map((answer) => answer.result_info?.total_count ?? read);
  const reported = totals.at(-1) ?? read;
  const drift = Math.max(...totals) - Math.min(...totals);
  const complete = drift === 0 && distinct.size === reported && wanted === total;
  return {
    rows: [...distinct.values()],
    certificate: {
      list: name,
      pages: answers.length,
      rows: distinct.size,
      reported,
      duplicates: read - distinct.size,
      drift,
      complete,
    },
  };
}

/** A list wrapped once more says inside of the result what others say beside it. */
function unwrapped(answer: Envelope, within: string): Envelope {
  const { result } = answer;
  if (!isRow(result)) throw new CallFailed('garbage', 'the answer is not the list it should be', { status: 200 });
  const told = Wrapped.safeParse(result);
  if (!told.success) throw new CallFailed('garbage', 'the answer does not say how long its list is', { status: 200 });
  return {
    ...answer,
    result: result[within],
    result_info: { total_count: told.data.count, per_page: told.data.per_page },
  };
}

const Count = z.number().int().nonnegative().nullish();
const Wrapped = z.object({ count: Count, per_page: Count });

function pageCount({ result, result_info: info }: Envelope): number {
  const size = info?.per_page || (Array.isArray(result) ? result.length : 0) || 1; // what was asked for may have been clamped
  return info?.total_pages ?? (info?.total_count == null ? 1 : Math.ceil(info.total_count / size));
}

function rowsIn(answer: Envelope): unknown[] {
  const rows = answer.result ?? []; // Cloudflare writes null for an empty list
  if (!Array.isArray(rows)) throw new CallFailed('garbage', 'the answer is not the list it should be', { status: 200 });
  return rows;
}

/** Two rows are the same row when their ids are; a row without an id is only itself word for word. */
function identity(row: unknown): string {
  if (typeof row === 'object' && row !== null) {
    for (const key of ['id', 'operation_id', 'schema_id', 'name'] as const) {
      const value = (row as Record<string, unknown>)[key];
      if ((typeof value === 'string' && value !== '') || typeof value === 'number') return `${key} ${value}`;
    }
  }
  return createHash('sha256').update(JSON.stringify(row)).digest('hex');
}
