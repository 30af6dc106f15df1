/** Rules that people decided about in an earlier review, and that stand otherwise now than they were approved or decided to be. */
import { type Approved, hasGap, RULE_SECTIONS, sectionOf, standingRules } from '../approved.ts';
import { defineCheck, fail, notEntitled, type Problem, unknown } from '../check.ts';
import type { Rule } from '../sections/rules.ts';
import { doubts } from '../unread.ts';
import { concerned } from './all-rules.ts';

const TITLE = 'A rule stands otherwise than was decided';

export default defineCheck({
  id: 'remediation.config-drift',
  step: 8,
  title: TITLE,
  gap: 'changed since it was decided',
  change: 'rejects',
  severity: 'medium',
  needs: [],
  uses: RULE_SECTIONS,
  why: 'Somebody changed it past the decision: whoever reads the record believes in a protection that is not there any more.',
  fix: 'Ask who changed the rule and why; set it back to what was decided, or decide anew and say the reason.',
  standards: ['API8:2023'],

  evaluate({ approved, endpoints, tools: { prover }, sections }) {
    const concernedSections = new Set(approved.map(sectionOf));
    const unread = [...concernedSections].flatMap((name): Problem[] => {
      const section = sections[name];
      if (section.state !== 'not_entitled') return doubts({ [name]: section });
      return [notEntitled(null, { facts: { section: name, detail: section.detail } })];
    });
    const rules = standingRules(sections);
    const problems = approved
      .filter((each) => sections[sectionOf(each)].state === 'read')
      .flatMap((was): Problem[] => {
        const { subject, level, phase, rule, when, choice, review, at, decision } = was;
        const now = rules.filter((each) => each.subject === subject && each.level === level && each.phase === phase);
        if (now.some((each) => Object.keys(differences(rule, each.rule)).length === 0)) return [];
        if (now.length > 1 || (now.length === 0 && hasGap(sections, was))) return [unknown(subject, 'not_understood')];
        const changed = drift(was, now[0]?.rule);
        if (!changed) return [];
        return [
          fail(subject, {
            cause: subject,
            title: `${TITLE}: ${inWords(changed)}`,
            touches: concerned({ when }, endpoints, prover).map(({ key }) => key),
            facts: { changed, decided: choice, review, decidedAt: at, decision, description: rule.description },
          }),
        ];
      });
    return [...problems, ...unread];
  },
});

type Differences = { [what: string]: string };

/** Of what has long values, that it is another. */
const inWords = (changed: Differences): string =>
  Object.entries(changed)
    .map(([name, words]) =>
      ['action', 'enabled', 'rule'].includes(name)
        ? words
        : `other ${name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)}`,
    )
    .join(', ');

/** What is not as it was, unless it went the way that was decided. */
function drift({ rule, choice, rewrites }: Approved, now: Rule | undefined): Differences | undefined {
  const [before, after] = [strength(rule), now ? strength(now) : OFF];
  if (!now) return after < before ? { rule: `${rule.enabled ? rule.action : 'off'} → gone` } : undefined;
  const changed = differences(rule, now);
  if (after < before) return choice === 'log-first' && after === LOG ? undefined : changed;
  if (rewrites) return undefined; // what else moved may be what was decided
  const { action, enabled, expression, ...rest } = changed;
  const moved = { ...(after === before && action ? { action } : {}), ...rest };
  // a canary is the same rule, tried on fewer requests
  const all = { ...moved, ...(expression && choice !== 'canary' ? { expression } : {}) };
  return Object.keys(all).length > 0 ? all : undefined;
}

const PASSES = -1;
const OFF = 0;
const LOG = 1;
const CHALLENGE = 2;
const STOPS = 3;

/** How much a rule protects: a skip is the less the more it is on. */
function strength({ action, enabled, actionParameters }: Rule): number {
  if (!enabled) return OFF;
  switch (action) {
    case 'skip':
      return PASSES;
    case 'log':
      return LOG;
    case 'challenge':
    case 'js_challenge':
    case 'managed_challenge':
      return CHALLENGE;
    case 'block':
      return STOPS;
    case 'execute':
      if (actionParameters?.overrides?.enabled === false) return OFF;
      return actionParameters?.overrides?.action === 'log' ? LOG : STOPS;
    default:
      return OFF;
  }
}

function differences(before: Rule, after: Rule): Differences {
  const [was, is] = [comparable(before), comparable(after)];
  return Object.fromEntries(
    [...new Set([...was.keys(), ...is.keys()])]
      .filter((name) => was.get(name) !== is.get(name))
      .map((name) => [name, `${shown(was.get(name))} → ${shown(is.get(name))}`]),
  );
}

function comparable({ action, enabled, expression, ratelimit, actionParameters }: Rule): Map<string, string> {
  const parts = { action, enabled: enabled ? 'on' : 'off', expression, ...ratelimit, actionParameters };
  return new Map(
    Object.entries(parts)
      .filter(([, value]) => value !== null)
      .map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)]),
  );
}

const LONGEST = 200;
const shown = (text = 'none') => (text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text);
