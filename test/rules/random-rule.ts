/** Random expressions, each with what it means, written down a second time and in another way. */
import fc from 'fast-check';
import type { ConcreteRequest } from '../../src/rules/index.ts';

export type Request = {
  method: string;
  host: string;
  path: string;
  query: string | null;
  agent: string;
  score: number;
  bot: boolean;
};
export type Rule = { text: string; holds: (request: Request) => boolean };
export type Subject = [string, (request: Request) => string];

export const letters = (alphabet: string, min: number, max: number) =>
  fc.array(fc.constantFrom(...alphabet), { minLength: min, maxLength: max }).map((chars) => chars.join(''));
export const needle = letters('ab/A.?', 0, 4);
export const quoted = (text: string) => `"${text}"`;

/** What an endpoint fixes at least in part. */
const LINE: readonly Subject[] = [
  ['http.request.uri.path', ({ path }) => path],
  ['lower(http.request.uri.path)', ({ path }) => path.toLowerCase()],
  ['upper(http.request.uri.path)', ({ path }) => path.toUpperCase()],
  ['http.request.uri', ({ path, query }) => (query === null ? path : `${path}?${query}`)],
  ['http.request.full_uri', ({ host, path, query }) => `https://${host}${path}${query === null ? '' : `?${query}`}`],
  ['http.request.uri.query', ({ query }) => query ?? ''],
  ['url_decode(http.request.uri.path)', ({ path }) => plainlyDecoded(path)],
  ['concat("b", http.request.uri.path, "a")', ({ path }) => `b${path}a`],
  ['http.host', ({ host }) => host],
  ['http.request.method', ({ method }) => method],
];
const plainlyDecoded = (text: string): string =>
  text.replace(/\+|%[0-9a-f]{2}/gi, (part) => (part === '+' ? ' ' : String.fromCharCode(Number(`0x${part.slice(1)}`))));
const AGENT: Subject = ['http.user_agent', ({ agent }) => agent];

export const TEXTUAL: readonly [string, (left: string, right: string) => boolean][] = [
  ['eq', (left, right) => left === right],
  ['ne', (left, right) => left !== right],
  ['lt', (left, right) => left < right],
  ['le', (left, right) => left <= right],
  ['gt', (left, right) => left > right],
  ['ge', (left, right) => left >= right],
  ['contains', (left, right) => left.includes(right)],
];

const ORDER: Record<string, (left: number, right: number) => boolean> = {
  eq: (left, right) => left === right,
  ne: (left, right) => left !== right,
  lt: (left, right) => left < right,
  le: (left, right) => left <= right,
  gt: (left, right) => left > right,
  ge: (left, right) => left >= right,
};

const pattern = fc.letrec<{ regex: string }>((tie) => ({
  regex: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom('a', 'b', '/', '.', '[ab]', '[^/]', '[a-c/]', '\\.', '\\w', '[^a]', 'A', '', '\\d', '[-a]'),
    fc.tuple(tie('regex'), tie('regex')).map(([a, b]) => `${a}${b}`),
    fc.tuple(tie('regex'), tie('regex')).map(([a, b]) => `(?:${a}|${b})`),
    fc
      .tuple(tie('regex'), fc.constantFrom('*', '+', '?', '{2}', '{1,2}', '{2,}', '*?'))
      .map(([a, times]) => `(?:${a})${times}`),
    tie('regex').map((a) => `^${a}`),
    tie('regex').map((a) => `${a}$`),
  ),
})).regex;

const score: fc.Arbitrary<Rule> = fc
  .tuple(fc.constantFrom(...Object.keys(ORDER)), fc.integer({ min: 1, max: 99 }))
  .map(([operator, limit]) => ({
    text: `cf.bot_management.score ${operator} ${limit}`,
    holds: (request) => ORDER[operator]?.(request.score, limit) ?? false,
  }));

export const bot: fc.Arbitrary<Rule> = fc.constant({ text: 'cf.client.bot', holds: (request) => request.bot });

/** Everything that can be asked about these texts. */
function aboutText(subjects: readonly Subject[]): fc.Arbitrary<Rule>[] {
  const subject = fc.constantFrom(...subjects);
  return [
    fc.tuple(subject, fc.constantFrom(...TEXTUAL), needle).map(([[field, read], [operator, decide], right]) => ({
      text: `${field} ${operator} ${quoted(right)}`,
      holds: (request) => decide(read(request), right),
    })),
    fc.tuple(subject, fc.boolean(), needle).map(([[field, read], atStart, right]) => ({
      text: `${atStart ? 'starts_with' : 'ends_with'}(${field}, ${quoted(right)})`,
      holds: (request) => (atStart ? read(request).startsWith(right) : read(request).endsWith(right)),
    })),
    fc.tuple(subject, fc.array(needle, { maxLength: 4 })).map(([[field, read], set]) => ({
      text: `${field} in {${set.map(quoted).join(' ')}}`,
      holds: (request) => set.includes(read(request)),
    })),
    fc
      .tuple(subject, fc.constantFrom(...Object.keys(ORDER)), fc.integer({ min: -2, max: 40 }))
      .map(([[field, read], operator, right]) => ({
        text: `len(${field}) ${operator} ${right}`,
        holds: (request) => ORDER[operator]?.(read(request).length, right) ?? false,
      })),
    fc
      .tuple(subject, fc.boolean(), fc.array(fc.oneof(fc.constant('*'), letters('ab/A', 1, 2)), { maxLength: 5 }))
      .map(([[field, read], strict, parts]) => {
        const stars = parts.filter((part, index) => part !== '*' || parts[index - 1] !== '*');
        const translated = stars.map((part) => (part === '*' ? '[^]*' : part)).join('');
        const regex = new RegExp(`^${translated}$`, strict ? '' : 'i');
        return {
          text: `${field} ${strict ? 'strict ' : ''}wildcard ${quoted(stars.join(''))}`,
          holds: (request: Request) => regex.test(read(request)),
        };
      }),
    fc.tuple(subject, pattern, fc.boolean()).map(([[field, read], source, ignoreCase]) => {
      const regex = new RegExp(source, ignoreCase ? 'i' : '');
      return {
        text: `${field} matches r#"${ignoreCase ? '(?i)' : ''}${source}"#`,
        holds: (request: Request) => regex.test(read(request)),
      };
    }),
  ];
}

export function combined(atoms: readonly fc.Arbitrary<Rule>[], maxDepth = 3): fc.Arbitrary<Rule> {
  return fc.letrec<{ rule: Rule }>((tie) => ({
    rule: fc.oneof(
      { maxDepth },
      ...atoms,
      tie('rule').map(({ text, holds }) => ({ text: `not (${text})`, holds: (request: Request) => !holds(request) })),
      fc.tuple(tie('rule'), tie('rule'), fc.constantFrom('and', 'or', 'xor')).map(([a, b, combiner]) => ({
        text: `(${a.text} ${combiner} ${b.text})`,
        holds: (request: Request) => {
          const [left, right] = [a.holds(request), b.holds(request)];
          return combiner === 'and' ? left && right : combiner === 'or' ? left || right : left !== right;
        },
      })),
    ),
  })).rule;
}

export const aboutLine = aboutText(LINE);
export const anyRule = combined([...aboutText([...LINE, AGENT]), score, bot]);

export const template = fc
  .array(fc.oneof(fc.constant('{}'), letters('abA.', 1, 3)), { minLength: 1, maxLength: 3 })
  .map((segments) => `/${segments.map((segment, index) => (segment === '{}' ? `{var${index}}` : segment)).join('/')}`);

/** One request to the template, with text of its own for each variable. */
export function filled(path: string, fillings: readonly string[]): string {
  let next = 0;
  return path.replace(/\{[^}]*\}/g, () => fillings[next++ % fillings.length] ?? 'a').replaceAll('?', '%3F');
}

/** The same request as the evaluator takes it. */
export function concrete(
  request: Pick<Request, 'method' | 'host' | 'path' | 'query'> & Partial<Request>,
): ConcreteRequest {
  const { method, host, path, query, agent, score, bot } = request;
  return {
    method,
    url: `https://${host}${path}${query === null ? '' : `?${query}`}`,
    fields: {
      ...(agent === undefined ? {} : { 'http.user_agent': agent }),
      ...(score === undefined ? {} : { 'cf.bot_management.score': score }),
      ...(bot === undefined ? {} : { 'cf.client.bot': bot }),
    },
  };
}

export const randomRequest = fc.record({
  fillings: fc.array(letters('abA.?', 1, 4), { minLength: 3, maxLength: 3 }),
  query: fc.option(letters('ab/?', 0, 3)),
  agent: letters('ab', 0, 3),
  score: fc.integer({ min: 1, max: 99 }),
  bot: fc.boolean(),
});

const text = letters('abA', 0, 2);
const texts = fc.array(text, { maxLength: 3 });
const map = fc.dictionary(fc.constantFrom('x', 'y'), texts, { noNullPrototype: true });
const address = fc.constantFrom('192.0.2.1', '192.0.2.200', '198.51.100.7', '2001:db8::1', '2001:db8:1::');

/** What a request holds beside its line. */
export const randomFields = fc.record({
  'http.request.headers': map,
  'http.request.cookies': map,
  'http.request.body.form': map,
  'http.request.accepted_languages': texts,
  'http.user_agent': text,
  'http.request.body.raw': fc.constantFrom('', '{"a":"b","n":3}', '{"a":{"b":"a"}}', '[1,"a"]', '{'),
  'ip.src': address,
  'ip.src.country': fc.constantFrom('DE', 'US', 'T1'),
  'cf.bot_management.score': fc.integer({ min: 1, max: 99 }),
  'cf.bot_management.detection_ids': fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 3 }),
  'cf.tls_client_auth.cert_verified': fc.boolean(),
  'cf.client.bot': fc.boolean(),
});

const string = fc.constantFrom(
  'http.user_agent',
  'http.request.headers["x"][0]',
  'http.request.headers["y"][1]',
  'http.request.cookies["x"][0]',
  'http.request.uri.args["a"][0]',
  'http.request.uri.path.extension',
  'lookup_json_string(http.request.body.raw, "a")',
  'lookup_json_string(http.request.body.raw, "a", "b")',
  'lower(http.request.headers["x"][0])',
  'concat(http.user_agent, "a")',
  'url_decode(http.request.uri.path)',
  'join(http.request.accepted_languages, ",")',
);
const strings = fc.constantFrom(
  'http.request.headers["x"][*]',
  'http.request.headers[*][*]',
  'lower(http.request.headers["y"][*])[*]',
  'http.request.headers.names[*]',
  'http.request.accepted_languages[*]',
  'http.request.body.form.values[*]',
);
const compared = fc.oneof(
  fc
    .tuple(fc.constantFrom('eq', 'ne', 'lt', 'ge', 'contains', 'wildcard'), text)
    .map(([op, to]) => `${op} ${quoted(to)}`),
  texts.map((set) => `in {${set.map(quoted).join(' ')}}`),
  pattern.map((regex) => `matches r#"${regex}"#`),
);
const truth = fc.oneof(
  fc.tuple(string, compared).map((parts) => parts.join(' ')),
  fc
    .tuple(fc.constantFrom('any', 'all'), fc.constantFrom('', 'not '), strings, compared)
    .map(([quantifier, not, list, comparison]) => `${quantifier}(${not}${list} ${comparison})`),
  fc
    .tuple(fc.constantFrom('any', 'all'), strings, strings, fc.constantFrom('and', 'or', 'xor'), compared)
    .map(([quantifier, a, b, op, comparison]) => `${quantifier}((${a} ${comparison} ${op} ${b} ${comparison}))`),
  fc.constantFrom(
    'ip.src in {192.0.2.0/24}',
    'ip.src in {192.0.2.0/25 2001:db8::/32}',
    'ip.src in {0.0.0.0/0 ::/0}',
    'ip.src eq 198.51.100.7',
    'cidr(ip.src, 24, 48) eq 192.0.2.0',
    'ip.src.country in {"DE" "T1"}',
    'cf.client.bot',
    'cf.tls_client_auth.cert_verified',
    'any(cf.bot_management.detection_ids[*] in {2..3})',
    'has_key(http.request.headers, "x")',
    'has_value(http.request.accepted_languages, "a")',
    'len(http.request.headers["x"]) gt 0',
    'lookup_json_integer(http.request.body.raw, "n") ge 3',
    'http.request.headers["X"][0] contains ""',
  ),
  fc.integer({ min: 1, max: 99 }).map((limit) => `cf.bot_management.score lt ${limit}`),
  fc.integer({ min: 0, max: 3 }).map((mask) => `cf.bot_management.score & ${mask}`),
);

/** Rules about the whole of a request; what each means only the evaluator says. */
export const fieldRule: fc.Arbitrary<string> = fc.letrec<{ rule: string }>((tie) => ({
  rule: fc.oneof(
    { maxDepth: 3 },
    truth,
    anyRule.map(({ text: rule }) => rule),
    tie('rule').map((rule) => `not (${rule})`),
    tie('rule').map((rule) => `(${rule} or not ${rule})`),
    fc.tuple(tie('rule'), tie('rule'), fc.constantFrom('and', 'or', 'xor')).map(([a, b, op]) => `(${a} ${op} ${b})`),
  ),
})).rule;
