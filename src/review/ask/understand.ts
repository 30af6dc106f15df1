/** What somebody asks, in plain English, by fixed rules: the same words always mean the same. */
import { nearest } from '../nearest.ts';
import type { Asked, Filters, State, Topic } from './asked.ts';
import { readDays } from './days.ts';
import { inContext, readKinds } from './kinds.ts';
import { type Known, pathWord, readNames } from './names.ts';
import { WAYS } from './topics.ts';
import { KNOWN_WORDS, LONG_WORDS } from './words.ts';

const LONGEST = 500;

/** Undefined when nothing in it is a topic or a filter that stands for one. */
export function understand(typed: string, known: Known): Asked | undefined {
  const dated = readDays(plainly(typed.slice(0, LONGEST)), known.today);
  const names = readNames({ filters: {}, said: dated.rest }, known, typed.slice(0, LONGEST));
  const said = corrected(names.said);
  const kinds = readKinds(said);
  const path = names.filters.path ?? pathWord(said);
  const named: Filters = { ...names.filters, ...(path && { path }), ...(dated.days && { days: dated.days }) };
  const left = said.split(' ').filter((word) => isStrange(word, path));

  const way = WAYS.find((each) => each.said.test(said)) ?? standIn(named, kinds, left);
  if (!way) return undefined;
  // Endpoints with or without a control are a matter of coverage.
  const topic = way.topic === 'endpoints' && kinds.control && kinds.control !== 'logging' ? 'coverage' : way.topic;
  const state = way.state ?? readState(topic, said);
  const filters = { ...named, ...inContext(kinds, topic, said), ...(state && { state }) };
  return { topic, filters: withoutNow(filters, topic, known.today), left };
}

/** A question of nothing but filters: what is shown of such a thing. */
function standIn(named: Filters, kinds: Filters, left: readonly string[]): { topic: Topic; state?: State } | undefined {
  if (kinds.control) return { topic: 'coverage' };
  if (kinds.severities || kinds.step) return { topic: 'findings' };
  if (kinds.source || named.host || named.path || named.method) return { topic: 'endpoints' };
  if (left.length > 0) return undefined;
  if (named.people) return { topic: 'waiting' };
  return named.review || named.channel ? { topic: 'status' } : undefined;
}

/** What waits, waits today in any case. */
const withoutNow = ({ days, ...others }: Filters, topic: Topic, today: string): Filters => ({
  ...others,
  ...(days && !(topic === 'waiting' && days.until === today && days.from === today) && { days }),
});

function readState(topic: Topic, said: string): State | undefined {
  if (topic === 'waiting' || topic === 'help') return undefined;
  if (/\b(?:open|pending|unresolved|outstanding|running|current|active)\b/.test(said)) return 'open';
  const over =
    topic === 'status' ? /\b(?:closed|ended|finished|past|cancelled)\b/ : /\b(?:resolved|decided|acknowledged)\b/;
  return topic !== 'decisions' && over.test(said) ? 'done' : undefined;
}

/** Lower case, one space between words, short forms written out; what marks a name stays. */
function plainly(typed: string): string {
  return typed
    .toLowerCase()
    .replace(/[’‘`´]/g, "'")
    .replace(/[“”„«»]/g, '"')
    .replace(/\b(what|who|where|how|when|that|there|it)(?:'s|s')(?= )/g, '$1 is')
    .replace(/\bwhats\b/g, 'what is')
    .replace(/\bwhos\b/g, 'who is')
    .replace(/\b(\w+)n'?t\b/g, (word, verb: string) => (VERBS.has(verb) ? `${verb} not` : word))
    .replace(/\bcannot\b/g, 'can not')
    .replace(/\bun-(?=\w)/g, 'un')
    .replace(/[?!,;]+|[.:]+(?=\s|$)/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

const VERBS = new Set('has have had did do does is are was were should could would need must wo'.split(' '));

/** A long word that is nearly one of ours is taken for it: what was understood is said, so nobody is misled. */
const corrected = (said: string): string =>
  said
    .split(' ')
    .map((word) =>
      word.length < 6 || KNOWN_WORDS.has(word) || !/^[a-z]+$/.test(word)
        ? word
        : (nearest(word, LONG_WORDS, (each) => (each.length > 8 ? 2 : 1)) ?? word),
    )
    .join(' ')
    .trim();

const isStrange = (word: string, path: string | undefined) =>
  /\p{L}/u.test(word) &&
  word !== path &&
  !KNOWN_WORDS.has(word.replace(/'s$/, '').replace(/-/g, '')) &&
  !PARTS.test(word);
const PARTS = /^(?:to-?do|rate-limit\w*|jwts|unlimited|throttl\w+|schemas?|commands|examples)$/;
