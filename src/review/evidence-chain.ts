/**
 * An evidence bundle: one record a line, each line the hash of itself after the hash of the line before. A line is
 * `HASH JSON`, where HASH is the SHA-256, in hex, of the hash before (64 zeros before the first), a line feed and the
 * very bytes of JSON: `{"body":…,"kind":…,"seq":…}` with keys in order and no space. The last record is of kind `end`.
 */
import { createHash } from 'node:crypto';

export interface EvidenceRecord {
  kind: string;
  body: unknown;
}

const BEFORE_ALL = '0'.repeat(64);

export function chained(records: readonly EvidenceRecord[]): { text: string; head: string } {
  let head = BEFORE_ALL;
  const lines = [...records, { kind: 'end', body: { records: records.length } }].map(({ kind, body }, index) => {
    const json = canonical({ body, kind, seq: index + 1 });
    head = hashOf(head, json);
    return `${head} ${json}\n`;
  });
  return { text: lines.join(''), head };
}

export type Verified =
  | { ok: true; records: number; head: string; name: string }
  /** `record` counts from 1. */
  | { ok: false; record: number; problem: string };

/**
 * Every byte is under a hash, or is one: whatever was changed, the first record that does not fit is named. `bytes` is
 * the file read as latin1, one character a byte.
 */
export function verifyChain(bytes: string): Verified {
  const lines = bytes.split('\n');
  const rest = lines.pop();
  let before = BEFORE_ALL;
  let name = '';
  for (const [index, line] of lines.entries()) {
    const record = index + 1;
    const wrong = (problem: string): Verified => ({ ok: false, record, problem });
    const hash = line.slice(0, 64);
    const json = line.slice(65);
    if (!/^[0-9a-f]{64} \{/.test(line)) return wrong('is no record: a hash, a space and an object');
    const read = parsed(json);
    if (hash !== hashOf(before, json, 'latin1')) return wrong(whyOtherwise(read, record, lines, index, json, before));
    if (read?.seq !== record) return wrong(`says that it is record ${read?.seq ?? '?'}`);
    if (record === 1) name = nameIn(read);
    if (read.kind === 'end') {
      if (index !== lines.length - 1) return { ok: false, record: record + 1, problem: 'stands after the end' };
      return rest === '' ? { ok: true, records: record - 1, head: hash, name } : wrong('is followed by something else');
    }
    before = hash;
  }
  return { ok: false, record: lines.length + 1, problem: 'is missing: the bundle stops before its end' };
}

/** A record in the wrong place says so by its number; else it, or its own hash, was changed. */
function whyOtherwise(
  read: Read | undefined,
  record: number,
  lines: readonly string[],
  index: number,
  json: string,
  before: string,
): string {
  if (read && typeof read.seq === 'number' && read.seq > record)
    return `is missing: record ${read.seq} stands in its place`;
  if (read && typeof read.seq === 'number' && read.seq < record)
    return `was put in: it says that it is record ${read.seq}`;
  const next = lines[index + 1];
  const fits =
    next !== undefined && next.slice(0, 64) === hashOf(hashOf(before, json, 'latin1'), next.slice(65), 'latin1');
  return fits ? 'was changed: its hash is another than was written' : 'was changed: it does not fit its hash';
}

type Read = { seq?: unknown; kind?: unknown; body?: unknown };
const parsed = (json: string): Read | undefined => {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
};

function nameIn({ body }: Read): string {
  const { name } = (body ?? {}) as { name?: unknown };
  return typeof name === 'string' ? name : '';
}

/** Of what is written; of what is read, bytes stand as characters. */
const hashOf = (before: string, json: string, as: 'utf8' | 'latin1' = 'utf8') =>
  createHash('sha256').update(`${before}\n${json}`, as).digest('hex');

/** Keys in the order of their code units, as in RFC 8785; numbers and texts as JSON writes them. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((each) => canonical(each ?? null)).join(',')}]`;
  if (value instanceof Date) return JSON.stringify(value);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const entries = Object.entries(value).filter(([, each]) => each !== undefined);
  entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, each]) => `${JSON.stringify(key)}:${canonical(each)}`).join(',')}}`;
}
