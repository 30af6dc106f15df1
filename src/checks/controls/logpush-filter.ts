/** A Logpush filter as a condition of the Rules language, so that what it lets through of an endpoint can be proved; undefined when it is not understood. */
const FIELDS: ReadonlyMap<unknown, string> = new Map([
  ['ClientRequestHost', 'http.host'],
  ['ClientRequestMethod', 'http.request.method'],
  ['ClientRequestPath', 'http.request.uri.path'],
]);
const DEEPEST = 8;
const PLAIN = /^[\x20-\x7e]*$/;

export function filterCondition(filter: string): string | undefined {
  try {
    const parsed: unknown = JSON.parse(filter);
    return isObject(parsed) ? condition(parsed.where, 0) : undefined;
  } catch {
    return undefined;
  }
}

function condition(where: unknown, depth: number): string | undefined {
  if (!isObject(where) || depth > DEEPEST) return undefined;
  for (const word of ['and', 'or'] as const) {
    const list = where[word];
    if (list === undefined) continue;
    if (!Array.isArray(list) || list.length === 0) return undefined;
    const parts = list.map((part: unknown) => condition(part, depth + 1));
    return parts.includes(undefined) ? undefined : `(${parts.join(` ${word} `)})`;
  }
  return comparison(where);
}

function comparison({ key, operator, value }: { readonly [name: string]: unknown }): string | undefined {
  if (typeof key !== 'string' || typeof operator !== 'string') return undefined;
  const isNegated = operator.startsWith('!');
  const word = isNegated ? operator.slice(1) : operator;
  const field = FIELDS.get(key);
  const said = field === undefined ? anything(key, word, value) : about(field, word, value);
  return said && (isNegated ? `not ${said}` : said);
}

function about(field: string, word: string, value: unknown): string | undefined {
  const list = (Array.isArray(value) ? value : [value]).map(quoted);
  const [first] = list;
  if (first === undefined || list.includes(undefined)) return undefined;
  switch (word) {
    case 'eq':
      return `${field} eq ${first}`;
    case 'in':
      return `${field} in {${list.join(' ')}}`;
    case 'contains':
      return `${field} contains ${first}`;
    case 'startsWith':
      return `starts_with(${field}, ${first})`;
    case 'endsWith':
      return `ends_with(${field}, ${first})`;
    default:
      return undefined;
  }
}

function quoted(text: unknown): string | undefined {
  return typeof text === 'string' && PLAIN.test(text) && !/["\\]/.test(text) ? `"${text}"` : undefined;
}

/** Of all else nothing is known: it may hold and may not, and twice the same question has one answer. */
function anything(...question: unknown[]): string {
  return `http.cookie contains "${Buffer.from(JSON.stringify(question)).toString('hex').slice(0, 2000)}"`;
}

const isObject = (value: unknown): value is { readonly [name: string]: unknown } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
