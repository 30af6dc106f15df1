/** Why nothing can be said, when a section that would settle it was not read. */
import { type Problem, type Reason, unknown } from './check.ts';
import type { EffectivePhase } from './controls/effective-rules.ts';
import type { Section } from './snapshot.ts';

type ByName = { readonly [name: string]: Section<unknown> };
/** What the plan lacks holds nothing. What was skipped nobody looked at, which leaves a doubt as a failure does. */
function reasonOf({ state }: Section<unknown>): Reason | undefined {
  if (state === 'no_permission' || state === 'failed') return state;
  return state === 'skipped' ? 'failed' : undefined;
}

/** One answer for every section that leaves a doubt. */
export function doubts(sections: ByName): Problem[] {
  return Object.entries(sections).flatMap(([name, section]) => {
    const reason = reasonOf(section);
    if (reason === undefined || section.state === 'read') return [];
    return [unknown(null, reason, { facts: { section: name, detail: section.detail } })];
  });
}

/** The same, with one more for rulesets that are executed and could not be read: what stands in them is not known. */
export function unreadRules(phases: readonly EffectivePhase[], sections: ByName): Problem[] {
  const executedBy = phases.flatMap(({ gaps }) => gaps.flatMap((gap) => gap.executedBy?.subject ?? []));
  return executedBy.length > 0
    ? [...doubts(sections), unknown(null, 'failed', { facts: { executedBy } })]
    : doubts(sections);
}

/** One answer for the check, for the first section that leaves a doubt; none when all is known. */
export const doubt = (sections: ByName): Problem | undefined => doubts(sections)[0];

/** One answer for the check where a section leaves a doubt, else one for the subject that was not understood. */
export function undecided(sections: ByName, subject: string): Problem {
  return doubt(sections) ?? unknown(subject, 'not_understood');
}
