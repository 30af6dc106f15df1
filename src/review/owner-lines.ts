/** Owners written line by line, as in a CODEOWNERS file: a pattern, then who. Pure. */
import type { Directory } from './directory.ts';
import { readPattern } from './ownership.ts';
import type { Wished } from './proposed-rule.ts';
import { isGroup } from './roles.ts';

const LINES_AT_MOST = 5_000;
const METHOD = /^(?:GET|PUT|POST|DELETE|OPTIONS|HEAD|PATCH|TRACE|CONNECT)$/i;

export const looksLikeOwners = ({ name }: { name: string }): boolean =>
  /(?:^|[^a-z])(?:code|api)?[._-]?owners(?:\.(?:txt|md))?$/i.test(name);

export interface Understood {
  wished: Wished[];
  /** Each in words, without escapes. */
  notUnderstood: string[];
}

/** The names in the file, to be looked up. */
export function namesInLines(text: string): string[] {
  return [...new Set(linesOf(text).flatMap(({ names }) => names))];
}

/** A path without a host is about every host of the review. Of two lines about the same, the later counts, as in such files. */
export function ownersInLines(text: string, hosts: readonly string[], whois: Directory): Understood {
  const wished = new Map<string, Wished>();
  const notUnderstood: string[] = [];
  for (const { line, written, pattern, names } of linesOf(text)) {
    const trouble = (why: string) => notUnderstood.push(`line ${line}: ${why}`);
    const patterns = patternsOf(pattern, hosts);
    if (names.length === 0 || patterns.length === 0) {
      trouble(`“${written.slice(0, 100)}” is no pattern with somebody behind it`);
      continue;
    }
    const [ownerName = '', deputyName, ...more] = names;
    const owner = whois(ownerName);
    if ('why' in owner) {
      trouble(`${ownerName.slice(0, 60)}: ${owner.why}`);
      continue;
    }
    const deputy = deputyName === undefined ? undefined : whois(deputyName);
    if (deputy && 'why' in deputy) trouble(`${deputyName?.slice(0, 60)}: ${deputy.why}`);
    const deputyId = deputy && 'id' in deputy && deputy.id !== owner.id && !isGroup(deputy.id) ? deputy.id : null;
    if (deputy && 'id' in deputy && isGroup(deputy.id))
      trouble(`${deputyName}: a group cannot be a deputy, and an endpoint has one owner`);
    if (more.length > 0) trouble(`an owner and a deputy at most, so without ${more.join(' ').slice(0, 100)}`);
    for (const each of patterns)
      wished.set(each, { pattern: each, ownerId: owner.id, deputyId, called: owner.called, because: `line ${line}` });
  }
  const left = text.split(/\r?\n/).length - LINES_AT_MOST;
  if (left > 0) notUnderstood.push(`only the first ${LINES_AT_MOST} lines are read`);
  return { wished: [...wished.values()], notUnderstood };
}

interface Line {
  line: number;
  written: string;
  pattern: string;
  names: string[];
}

function linesOf(text: string): Line[] {
  return text
    .split(/\r?\n/)
    .slice(0, LINES_AT_MOST)
    .flatMap((full, index) => {
      const written = full.replace(/(?:^|\s)#.*$/, '').trim();
      if (written === '') return [];
      const words = written.split(/\s+/).filter((word) => word !== '→' && word !== '->');
      const taken = METHOD.test(words[0] ?? '') ? 2 : 1;
      const names = words.slice(taken).filter((word) => word.toLowerCase() !== 'deputy');
      return [{ line: index + 1, written, pattern: words.slice(0, taken).join(' '), names }];
    });
}

/** As such files mean them: what ends in a slash is all below it, and a sign alone is everything. */
function patternsOf(written: string, hosts: readonly string[]): string[] {
  if (written.startsWith('[') || written.startsWith('!') || written.startsWith('^')) return [];
  const [, method = '', rest = ''] = /^(\S+ )?(\S+)$/.exec(written) ?? [];
  const below = rest.endsWith('/') ? `${rest}**` : rest;
  const full =
    below === '*' || below === '**'
      ? hosts.map((host) => `${host}/**`)
      : below.startsWith('/')
        ? hosts.map((host) => `${host}${below}`)
        : [below];
  return full.flatMap((each) => readPattern(`${method}${each}`) ?? []);
}
