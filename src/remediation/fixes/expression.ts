/** The endpoints of a fix in the Rules language: every request to them, and none to others. */
import { compareText } from '../../checks/check.ts';
import type { Plan } from '../../checks/sections/zone.ts';

type Place = { method: string; host: string; path: string };

/** Cloudflare's limit is 4,096 characters. */
const LONGEST = 3_900;

/** As few expressions as hold them all. Regular expressions need a plan of Business or above. */
export function expressionsFor(places: readonly Place[], plan: Plan): string[] {
  const terms = [...grouped(places)].flatMap(([where, paths]) => termsOf(where, paths, plan));
  const expressions: string[] = [];
  for (const term of terms) {
    const last = expressions.at(-1);
    if (last !== undefined && last.length + term.length + 4 <= LONGEST)
      expressions[expressions.length - 1] = `${last} or ${term}`;
    else expressions.push(term);
  }
  return expressions;
}

function grouped(places: readonly Place[]): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  const sorted = places.toSorted((a, b) =>
    compareText(`${a.host} ${a.method} ${a.path}`, `${b.host} ${b.method} ${b.path}`),
  );
  for (const { method, host, path } of sorted) {
    const where = `http.host eq ${quoted(host)} and http.request.method eq ${quoted(method)}`;
    groups.set(where, [...(groups.get(where) ?? []), path]);
  }
  return groups;
}

function termsOf(where: string, paths: readonly string[], plan: Plan): string[] {
  const plain = paths.filter((path) => !path.includes('{'));
  const chunks: string[][] = [];
  for (const path of plain) {
    const last = chunks.at(-1);
    if (last && last.join(' ').length + path.length < LONGEST / 2) last.push(path);
    else chunks.push([path]);
  }
  return [
    ...chunks.map((chunk) =>
      chunk.length === 1
        ? `(${where} and http.request.uri.path eq ${quoted(chunk[0] ?? '')})`
        : `(${where} and http.request.uri.path in {${chunk.map(quoted).join(' ')}})`,
    ),
    ...paths
      .filter((path) => path.includes('{'))
      .map((path) => `(${where} and http.request.uri.path ${templateTerm(path, plan)})`),
  ];
}

/** A variable is one segment. Below Business a wildcard stands for it, which takes deeper paths as well. */
function templateTerm(path: string, plan: Plan): string {
  const segments = path.split('/');
  if (plan === 'free' || plan === 'pro')
    return `wildcard ${raw(segments.map((each) => (each.includes('{') ? '*' : each)).join('/'))}`;
  const pattern = segments.map((each) => (each.includes('{') ? '[^/]+' : each.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')));
  return `matches ${raw(`^${pattern.join('/')}$`)}`;
}

/** Text of a rule: a path may hold whatever an attacker sent. */
export const quoted = (text: string): string => `"${text.replace(/["\\]/g, '\\$&')}"`;
const raw = (text: string): string => (text.includes('"') ? quoted(text) : `r"${text}"`);
