import { invalidArguments, Refusal } from './method.ts';

/** One page of a list, and the cursor to the next. A cursor is an offset in disguise, as clients must not read it. */
export function page<T>(items: T[], { limit = 100, cursor = '' }: { limit?: number; cursor?: string }, most = 1000) {
  if (limit < 1 || limit > most) throw invalidArguments(`must be between 1 and ${most} [json-pointer:/limit]`);
  const start = cursor === '' ? 0 : Number(Buffer.from(cursor, 'base64').toString().replace('at:', ''));
  if (!Number.isInteger(start) || start < 0) throw new Refusal('invalid_cursor');
  const end = start + limit;
  const more = end < items.length;
  const next = more ? Buffer.from(`at:${end}`).toString('base64') : '';
  return { items: items.slice(start, end), more, response_metadata: { next_cursor: next } };
}
