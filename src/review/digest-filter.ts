/** What a channel wants to hear of: a small language over owner, host, severity and step, read when it is set and applied when a digest is drawn. */
import type { ReviewEndpoint, ReviewFinding } from './review.ts';

/** A thing that a digest may tell of. */
export interface Told {
  owners: readonly string[];
  hosts: readonly string[];
  severity: Severity | undefined;
  steps: readonly number[];
}

const SEVERITIES = ['info', 'low', 'medium', 'high', 'critical'] as const;
type Severity = (typeof SEVERITIES)[number];

export type Filter = (told: Told) => boolean;

const TOKEN = /\s*(\(|\)|[^\s()]+)/y;
const MOST_LETTERS = 500;
const DEEPEST = 20;

/** Throws with a sentence that says what cannot be read. */
export class FilterProblem extends Error {
  override name = 'FilterProblem';
}

/** `owner:@dana and (severity:high or not host:*.dev.shop.example)`; terms side by side are joined by `and`. */
export function parseFilter(text: string): Filter {
  if (text.length > MOST_LETTERS) throw new FilterProblem(`A filter may have up to ${MOST_LETTERS} characters.`);
  const tokens = tokensOf(text);
  let at = 0;
  const next = () => tokens[at]?.toLowerCase();

  function either(depth: number): Filter {
    const parts = [all(depth)];
    while (next() === 'or') {
      at += 1;
      parts.push(all(depth));
    }
    return (told) => parts.some((part) => part(told));
  }

  function all(depth: number): Filter {
    const parts = [one(depth)];
    for (let word = next(); word !== undefined && word !== 'or' && word !== ')'; word = next()) {
      if (word === 'and') at += 1;
      parts.push(one(depth));
    }
    return (told) => parts.every((part) => part(told));
  }

  function one(depth: number): Filter {
    if (depth > DEEPEST) throw new FilterProblem('It is nested too deeply.');
    const word = tokens[at];
    at += 1;
    if (word === undefined) throw new FilterProblem('It ends where a condition was to come.');
    if (word.toLowerCase() === 'not') {
      const part = one(depth + 1);
      return (told) => !part(told);
    }
    if (word !== '(') return term(word);
    const part = either(depth + 1);
    if (next() !== ')') throw new FilterProblem('A parenthesis is not closed.');
    at += 1;
    return part;
  }

  const filter = either(0);
  if (at < tokens.length) throw new FilterProblem('A parenthesis is closed that was not opened.');
  return filter;
}

function tokensOf(text: string): string[] {
  const tokens: string[] = [];
  const pattern = new RegExp(TOKEN);
  for (let found = pattern.exec(text); found; found = pattern.exec(text)) tokens.push(found[1] ?? '');
  return tokens;
}

function term(word: string): Filter {
  const [, name = '', value = ''] = /^(\w+):(.+)$/.exec(word) ?? [];
  switch (name.toLowerCase()) {
    case 'owner': {
      const id = /^(?:<(?:@|!subteam\^))?([UWS][A-Z0-9]{3,})(?:\|[^>]*)?>?$/.exec(value)?.[1];
      if (!id) throw new FilterProblem('An owner is a mention, as in owner:@dana.');
      return ({ owners }) => owners.includes(id);
    }
    case 'host': {
      const parts = value.toLowerCase().split('*');
      return ({ hosts }) => hosts.some((each) => fits(parts, each.toLowerCase()));
    }
    case 'severity': {
      const least = SEVERITIES.indexOf(value.toLowerCase() as Severity);
      if (least < 0) throw new FilterProblem(`A severity is one of ${SEVERITIES.join(', ')}, and means at least that.`);
      return ({ severity }) => severity !== undefined && SEVERITIES.indexOf(severity) >= least;
    }
    case 'step': {
      const step = Number(value);
      if (!Number.isInteger(step) || step < 1 || step > 8) throw new FilterProblem('A step is a number from 1 to 8.');
      return ({ steps }) => steps.includes(step);
    }
    default:
      throw new FilterProblem('A condition is owner:, host:, severity: or step: with a value.');
  }
}

/** The parts between stars, in their order, each as early as it fits: no going back, whatever is asked. */
function fits([first = '', ...rest]: readonly string[], host: string): boolean {
  const last = rest.at(-1);
  if (last === undefined) return host === first;
  if (!host.startsWith(first)) return false;
  let at = first.length;
  for (const part of rest.slice(0, -1)) {
    const found = host.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return host.length - last.length >= at && host.endsWith(last);
}

/** What a thing of this review is about: its endpoints, and what was found of them or is the thing itself. */
export function toldOf(
  endpoints: ReadonlyMap<string, Pick<ReviewEndpoint, 'ownerId' | 'deputyId' | 'facts'>>,
  leadId: string,
) {
  return (keys: readonly string[], findings: readonly Pick<ReviewFinding, 'severity' | 'step' | 'outcome'>[]): Told => {
    const own = keys.flatMap((key) => endpoints.get(key) ?? []);
    const failed = findings
      .filter(({ outcome }) => outcome === 'fail')
      .map(({ severity }) => SEVERITIES.indexOf(severity));
    const worst = failed.length > 0 ? SEVERITIES[Math.max(...failed)] : undefined;
    return {
      // What is nobody's endpoint is the lead's.
      owners:
        own.length > 0 ? own.flatMap(({ ownerId, deputyId }) => [ownerId, ...(deputyId ? [deputyId] : [])]) : [leadId],
      hosts: own.map(({ facts }) => facts.host),
      severity: worst,
      steps: findings.map(({ step }) => step),
    };
  };
}
