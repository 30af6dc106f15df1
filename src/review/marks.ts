/** What people say of an item beside deciding it, and whether that still holds. */
import { restsOn } from './rests-on.ts';
import type { ReviewFinding } from './review.ts';

export interface Mark {
  id: string;
  itemId: string;
  kind: 'planned' | 'false-positive';
  title: string;
  reason: string;
  /** `YYYY-MM-DD`: from that day on it holds no longer. */
  until: string;
  basis: string;
  setBy: string;
  setAt: Date;
}

export const MARKED_DAYS_AT_MOST = 180;

/** Why a mark holds no longer: its day has come, or something else is found than it was about. */
export function whyEnded(mark: Mark, finding: ReviewFinding | undefined, now: Date): 'day' | 'changed' | undefined {
  if (mark.until <= now.toISOString().slice(0, 10)) return 'day';
  if (finding?.outcome !== 'fail') return undefined; // what is not found, or not seen, contradicts nothing
  return restsOn({ findings: [finding.id] }, [finding]).basis === mark.basis ? undefined : 'changed';
}

/** Findings that are in no list for as long as somebody's word against them holds. */
export const mutedBy = (marks: readonly Mark[]): Set<string> =>
  new Set(marks.filter(({ kind }) => kind === 'false-positive').map(({ itemId }) => itemId));
