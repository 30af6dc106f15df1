/** Cloudflare's envelope around every answer: success, errors, messages, result and, for lists, where one is in them. */
export interface Answer {
  status: number;
  body: unknown;
}

export function single(result: unknown): Answer {
  return { status: 200, body: { success: true, errors: [], messages: [], result } };
}

/** A list that comes whole, without `result_info`. */
export function whole(rows: unknown[]): Answer {
  return single(rows);
}

export interface PageLimits {
  least: number;
  most: number;
  usual: number;
}

/** A list by page number. A `per_page` outside of the limits is silently brought inside; a page past the end is empty. */
export function paged<Row>(
  query: URLSearchParams,
  rows: Row[],
  limits: PageLimits = { least: 1, most: 100, usual: 20 },
  wire: (row: Row) => unknown = (row) => row,
): Answer {
  const page = positive(query, 'page', 1);
  const asked = positive(query, 'per_page', limits.usual);
  if (page === undefined || asked === undefined)
    return refusal(400, 1004, 'page and per_page must be positive integers');
  const per_page = Math.min(limits.most, Math.max(limits.least, asked));
  const result = rows.slice((page - 1) * per_page, page * per_page).map(wire);
  const total_pages = Math.ceil(rows.length / per_page);
  const result_info = { page, per_page, count: result.length, total_count: rows.length, total_pages };
  return { status: 200, body: { success: true, errors: [], messages: [], result, result_info } };
}

/** A list by cursor; the last page carries none. */
export function byCursor(
  query: URLSearchParams,
  rows: unknown[],
  limits: PageLimits = { least: 1, most: 50, usual: 50 },
): Answer {
  const slice = cursorSlice(query, 'per_page', rows, limits);
  if (!slice) return refusal(400, 10001, 'invalid cursor');
  const result_info = { count: slice.rows.length, per_page: slice.size, ...(slice.next && { cursor: slice.next }) };
  return { status: 200, body: { success: true, errors: [], messages: [], result: slice.rows, result_info } };
}

/** As `byCursor`, in the shape of the audit log: `limit`, and `cursors.after`, which is empty on the last page. */
export function byCursorAfter(query: URLSearchParams, rows: unknown[]): Answer {
  const slice = cursorSlice(query, 'limit', rows, { least: 1, most: 1000, usual: 100 });
  if (!slice) return refusal(400, 10001, 'invalid cursor');
  const result_info = { count: String(slice.rows.length), cursors: { after: slice.next ?? '' } };
  return { status: 200, body: { success: true, errors: [], messages: [], result: slice.rows, result_info } };
}

export function refusal(status: number, code: number, message: string, more: Record<string, unknown> = {}): Answer {
  return { status, body: { success: false, errors: [{ code, message, ...more }], messages: [], result: null } };
}

export const notEntitled = (what: string): Answer => refusal(403, 10403, `not entitled to ${what}`);

export const noRoute = (path: string): Answer => ({
  status: 404,
  body: {
    success: false,
    errors: [
      { code: 7003, message: `Could not route to ${path}, perhaps your object identifier is invalid?` },
      { code: 7000, message: 'No route for that URI' },
    ],
    messages: [],
    result: null,
  },
});

function positive(query: URLSearchParams, name: string, usual: number): number | undefined {
  const text = query.get(name);
  if (text === null) return usual;
  return /^[1-9]\d{0,8}$/.test(text) ? Number(text) : undefined;
}

function cursorSlice(query: URLSearchParams, sizeName: string, rows: unknown[], limits: PageLimits) {
  const asked = positive(query, sizeName, limits.usual);
  const cursor = query.get('cursor');
  const start = cursor ? Number(Buffer.from(cursor, 'base64url').toString().replace('row ', '')) : 0;
  if (asked === undefined || !Number.isInteger(start)) return undefined;
  const size = Math.min(limits.most, Math.max(limits.least, asked));
  const end = start + size;
  const next = end < rows.length ? Buffer.from(`row ${end}`).toString('base64url') : undefined;
  return { rows: rows.slice(start, end), size, next };
}
