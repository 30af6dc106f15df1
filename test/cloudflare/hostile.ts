/** Rows and settings as nobody would write them, made from the honest ones by a seed. */
import type { Body } from './replay.ts';

type Random = () => number;
type Row = Record<string, unknown>;

const LONG = `/${'a'.repeat(4095)}`;
const STRANGE: readonly unknown[] = [
  null,
  undefined,
  '',
  ' ',
  '__proto__',
  'constructor',
  'toString',
  'no-such-value-2031',
  '\u0000\u001b[2J\u009b\u202ereversed\u2028',
  '\ud800',
  LONG,
  '/{var1}{var2}/{/}/..%2f%00',
  'http://[::1',
  '0000-99-99T99:99:99Z',
  '2026-13-01',
  0,
  -1,
  7,
  1e308,
  Number.MAX_SAFE_INTEGER,
  0.1,
  true,
  false,
  [],
  {},
  [null],
  [[]],
  { length: 3 },
  ['__proto__', 'constructor'],
];

const pick = <T>(random: Random, list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
const isRow = (value: unknown): value is Row => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The answer with one hostile object in it, and what was done. */
export function tampered(body: Body, random: Random): { name: string; text: string } {
  const { result } = body;
  if (body.data !== undefined) {
    const data: unknown = structuredClone(body.data);
    const name = spoilDeep(data, random);
    return { name, text: withProto({ ...body, data }) };
  }
  if (Array.isArray(result)) {
    const { name, row } = hostileRow(result, random);
    const info = body.result_info;
    const more = info ? { ...info, count: (info.count ?? 0) + 1, total_count: (info.total_count ?? 0) + 1 } : info;
    return { name: `row with ${name}`, text: withProto({ ...body, result: [...result, row], result_info: more }) };
  }
  if (isRow(result) && Array.isArray(result.rules) && random() < 0.7) {
    const { name, row } = hostileRow(result.rules, random);
    return {
      name: `rule with ${name}`,
      text: withProto({ ...body, result: { ...result, rules: [...result.rules, row] } }),
    };
  }
  const copy: unknown = structuredClone(result);
  const name = spoil(copy, random);
  return { name, text: withProto({ ...body, result: copy }) };
}

function hostileRow(list: readonly unknown[], random: Random): { name: string; row: unknown } {
  const kind = random();
  const sample = list.length > 0 ? pick(random, list) : {};
  if (kind < 0.08) return { name: 'nothing', row: {} };
  if (kind < 0.14) return { name: 'no fields at all', row: pick(random, [null, 'text', 7, []]) };
  if (kind < 0.22) return { name: 'the same content as another', row: sample };
  if (kind < 0.25) return { name: 'every field null', row: hollow(sample, random, null) };
  if (kind < 0.28) return { name: 'every field absent', row: hollow(sample, random, undefined) };
  if (kind < 0.31) return { name: 'a thousand levels', row: { ...(isRow(sample) ? sample : {}), deep: nested(1000) } };
  const row: unknown = structuredClone(sample);
  if (!isRow(row)) return { name: 'strange content', row: pick(random, STRANGE) };
  for (const key of ['id', 'operation_id', 'schema_id', 'ref'])
    if (key in row && random() < 0.8) row[key] = `hostile-${key}`;
  if (typeof row.endpoint === 'string' && random() < 0.6)
    row.endpoint = pick(random, [LONG, '/\u0000\u001b[2J', '//..//{a}{b}', '/__proto__/{constructor}']);
  const names = [spoil(row, random)];
  if (random() < 0.4) names.push(spoil(row, random));
  return { name: names.join(', '), row };
}

/** What names the row stays, half of the time; the rest holds nothing. */
function hollow(sample: unknown, random: Random, nothing: null | undefined): unknown {
  if (!isRow(sample)) return nothing;
  const keeps = random() < 0.5 ? /id$|^name$|^method$|^host$|^endpoint$|^state$/ : /^$/;
  return Object.fromEntries(Object.entries(sample).map(([key, value]) => [key, keeps.test(key) ? value : nothing]));
}

/** One field, at any depth, holds something else, or is gone. */
function spoil(value: unknown, random: Random): string {
  if (!isRow(value) || Object.keys(value).length === 0) return 'nothing to spoil';
  const key = pick(random, Object.keys(value));
  const inner = value[key];
  if (isRow(inner) && Object.keys(inner).length > 0 && random() < 0.5) return `${key}.${spoil(inner, random)}`;
  if (Array.isArray(inner) && isRow(inner[0]) && random() < 0.5) return `${key}.0.${spoil(inner[0], random)}`;
  const strange = pick(random, STRANGE);
  value[key] = strange;
  return `${key} = ${(JSON.stringify(strange) ?? 'absent').slice(0, 40)}`;
}

/** As `spoil`, but far inside: the analytics wrap their rows many times. */
function spoilDeep(value: unknown, random: Random): string {
  const inner: unknown = Array.isArray(value) ? pick(random, value) : undefined;
  if (inner !== undefined) return spoilDeep(inner, random);
  if (!isRow(value)) return 'nothing to spoil';
  const deeper = Object.entries(value).filter(([, held]) => typeof held === 'object' && held !== null);
  if (deeper.length > 0 && random() < 0.85) {
    const [key, held] = pick(random, deeper);
    return `${key}.${spoilDeep(held, random)}`;
  }
  return spoil(value, random);
}

function nested(depth: number): unknown {
  let value: unknown = 'bottom';
  for (let level = 0; level < depth; level += 1) value = level % 2 === 0 ? [value] : { down: value };
  return value;
}

/** Every second object also has a field `__proto__`, which JSON can name and JavaScript must not obey. */
function withProto(body: unknown): string {
  return JSON.stringify(body).replace(/"id":"hostile-/g, '"__proto__":{"state":"saved","enabled":true},"id":"hostile-');
}
