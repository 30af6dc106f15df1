/** A list without what people said is wrong; the findings stay, for a word is no proof. */
import type { Plan } from '../checks/sections/zone.ts';
import { remediationItems } from './items.ts';
import type { Assessment } from './report.ts';

/** `muted` are ids of findings. */
export function withoutMuted(assessment: Assessment, muted: ReadonlySet<string>, plan: Plan): Assessment {
  if (muted.size === 0) return assessment;
  const left = assessment.findings.filter(({ id }) => !muted.has(id));
  return { ...assessment, items: remediationItems(left, assessment.inventory.endpoints, plan) };
}
