/** What in a question names something: people, reviews, hosts, paths. Each is taken out, so that no name is read as a word. */
import type { Filters } from './asked.ts';
import { KNOWN_WORDS } from './words.ts';

export interface Known {
  /** Who asks. */
  me: string;
  people: readonly { userId: string; name: string }[];
  today: string;
}

/** The filters found so far, and the words that are left. */
export interface Reading {
  filters: Filters;
  said: string;
}

const METHODS = 'get|post|put|patch|delete|head|options';
const HOST = '(?:\\*\\.)?(?:[a-z0-9-]+\\.)+[a-z]{2,}';
const MENTION = /<@([UW][A-Z0-9]+)(?:\|[^>]*)?>/gi;
const CHANNEL = /<#([CG][A-Z0-9]+)(?:\|[^>]*)?>/i;
/** Said to the app, and not about who says it. */
const ADDRESSED =
  /\b(show|give|tell|list|send|let|help) me\b|\b(?:can|may|do|should|could) i (?:ask|see)\b|\bi mean\b/g;

export function readNames(reading: Reading, known: Known, typed: string): Reading {
  return [mentions, quotedReview, places, review, people(known), method(typed), self(known)].reduce(
    (sofar, read) => read(sofar),
    reading,
  );
}

const taken = (said: string, match: string) => said.replace(match, ' ');

function mentions({ filters, said }: Reading): Reading {
  const people = [...said.matchAll(MENTION)].map(([, id = '']) => id.toUpperCase());
  const channel = CHANNEL.exec(said)?.[1]?.toUpperCase();
  return {
    filters: { ...filters, ...(people.length > 0 && { people }), ...(channel && { channel }) },
    said: said.replace(MENTION, ' ').replace(CHANNEL, ' '),
  };
}

function quotedReview({ filters, said }: Reading): Reading {
  const match = /"([^"]+)"/.exec(said) ?? /\b(\S+ #\d+)\b/.exec(said);
  return match?.[1]
    ? { filters: { ...filters, review: match[1].trim() }, said: taken(said, match[0]) }
    : { filters, said };
}

/** A host, a path below it, or the one here and the other there. */
function places(reading: Reading): Reading {
  const onHost = new RegExp(`(?<![\\w/.-])(${HOST})(/[^\\s?!,;]*)?`).exec(reading.said);
  const said = onHost ? taken(reading.said, onHost[0]) : reading.said;
  const alone = onHost?.[2] === undefined ? /(?<=^|\s)\/[^\s?!,;]*/.exec(said) : null;
  const host = onHost?.[1]?.replace('*.', '');
  const path = (onHost?.[2] ?? alone?.[0])?.replace(/\/\**$/, '');
  return {
    filters: { ...reading.filters, ...(host && { host }), ...(path && { path }) },
    said: alone ? taken(said, alone[0]) : said,
  };
}

const isName = (word: string | undefined) => word !== undefined && word !== '' && !KNOWN_WORDS.has(word);

/** “The payments review”, “the review of payments”, “this review”. */
function review({ filters, said }: Reading): Reading {
  const here = /\b(?:this|our) (?:review|channel|thread)\b|\bhere\b/.exec(said);
  if (here) return { filters: { ...filters, review: 'here' }, said: taken(said, here[0]) };
  const before = /\b(?:(?:the|our) )?([\w-]+) review\b/.exec(said);
  if (before && isName(before[1])) return named(filters, said, before);
  const after = /\breview (?:of |called |named |for |about )?(?:the )?([\w-]+)\b/.exec(said);
  return after && isName(after[1]) ? named(filters, said, after) : { filters, said };
}

const named = (filters: Filters, said: string, [whole = '', name = '']: RegExpExecArray): Reading => ({
  filters: { ...filters, review: name },
  said: taken(said, whole),
});

/** By first or last name or both, also with a genitive s. Where two have one name, both are meant. */
const people =
  ({ people: all }: Known) =>
  ({ filters, said }: Reading): Reading => {
    const found: string[][] = [];
    let before: string[] = [];
    const rest = said.split(' ').filter((word) => {
      const called = all.filter(({ name }) => isNameOf(name, word)).map(({ userId }) => userId);
      const both = called.filter((id) => before.includes(id));
      if (both.length > 0) found.pop();
      before = both.length > 0 ? both : called;
      if (before.length > 0) found.push(before);
      return called.length === 0;
    });
    if (found.length === 0) return { filters, said };
    return {
      filters: { ...filters, people: [...new Set([...(filters.people ?? []), ...found.flat()])] },
      said: rest.join(' '),
    };
  };

function isNameOf(name: string, word: string): boolean {
  const parts = name.toLowerCase().split(/[^\p{L}\p{N}]+/u);
  return [word, word.replace(/'?s$/, '')].some((each) => each.length > 1 && isName(each) && parts.includes(each));
}

/** As it is written in a request, or in front of a path: to “get” is an ordinary word. */
const method =
  (typed: string) =>
  ({ filters, said }: Reading): Reading => {
    const capital = new RegExp(`\\b(${METHODS.toUpperCase()})\\b`).exec(typed)?.[1];
    const before = filters.path && new RegExp(`\\b(${METHODS}) +(?:${HOST})?/`).exec(typed.toLowerCase())?.[1];
    const found = capital ?? before?.toUpperCase();
    return found
      ? { filters: { ...filters, method: found }, said: taken(said, found.toLowerCase()) }
      : { filters, said };
  };

const self =
  ({ me }: Known) =>
  ({ filters, said }: Reading): Reading => {
    const plain = said.replace(ADDRESSED, (_, verb?: string) => verb ?? 'ask');
    const words = plain.replace(/\b(?:me|my|mine|myself|i)\b/g, ' ');
    if (words === plain || filters.people) return { filters, said: words };
    return { filters: { ...filters, people: [me] }, said: `${words} mine` };
  };

/** A word that nothing else explains, right before “endpoints” or after “on”: part of a path. */
export function pathWord(said: string): string | undefined {
  const before = /\b([\w-]+) (?:endpoint|endpoints|api|apis|path|paths|route|routes|operation|operations)\b/.exec(said);
  const after = /\b(?:on|about|below|under|at) (?:the )?([\w-]+)\b/.exec(said);
  return [before?.[1], after?.[1]]
    .find((word) => isName(word) || /^logins?$/.test(word ?? ''))
    ?.replace(/^logins$/, 'login');
}
