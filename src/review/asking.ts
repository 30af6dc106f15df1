/** Who is asked what, and what is asked next. */
import { askedOf, isContested, isUnconfirmed, isWaiting } from './answers.ts';
import { isOffered } from './carrying.ts';
import type { AskedAbout } from './questions/question.ts';
import { QUESTION_BANK } from './questions.ts';
import type { Question } from './review.ts';

export interface OwnedEndpoint extends AskedAbout {
  key: string;
  ownerId: string;
}

export interface Asked {
  asks: string;
  ownerId: string;
  endpointKeys: string[];
}

/** One question per owner for all endpoints that share it; of the review as a whole its lead, else whoever owns most. */
export function questionsFor(endpoints: readonly OwnedEndpoint[], leadId: string): Asked[] {
  const byOwner = groupByOwner(endpoints);
  const most = [...byOwner].sort(
    ([a, theirs], [b, others]) => others.length - theirs.length || (a < b ? -1 : 1),
  )[0]?.[0];
  const ofReview = byOwner.has(leadId) ? leadId : most;
  return QUESTION_BANK.flatMap((question): Asked[] =>
    [...byOwner]
      .filter(([ownerId]) => question.scope === 'endpoints' || ownerId === ofReview)
      .map(([ownerId, theirs]) => ({
        asks: question.id,
        ownerId,
        endpointKeys: theirs.filter(question.about).map(({ key }) => key),
      }))
      .filter(({ endpointKeys }) => endpointKeys.length > 0),
  );
}

/**
 * Of these, what is asked now: one at a time for each owner, so that nobody is flooded and a plain reply can mean one
 * question alone. What was asked before stays asked, also of endpoints that an answer has made clear since. What was
 * answered in an earlier review and only has to be confirmed comes all at once, and keeps nothing waiting.
 */
export function inTurn(
  wanted: readonly Asked[],
  before: readonly Question[],
  endpoints: readonly Pick<OwnedEndpoint, 'key' | 'ownerId'>[],
  canBeConfirmed: (asked: Asked) => boolean = () => false,
): Asked[] {
  const ownerOf = new Map(endpoints.map(({ key, ownerId }) => [key, ownerId]));
  const known = new Map(before.map((question) => [nameOf(question), question]));
  const kept = [...known.values()].flatMap((question): Asked[] => {
    const now = wanted.find((each) => nameOf(each) === nameOf(question))?.endpointKeys ?? [];
    const answered = (question.answer?.endpointKeys ?? []).filter((key) => ownerOf.get(key) === question.ownerId);
    const endpointKeys = [...new Set([...now, ...answered])];
    return endpointKeys.length > 0 ? [{ asks: question.asks, ownerId: question.ownerId, endpointKeys }] : [];
  });
  const busy = new Set(
    kept
      .flatMap((asked) => {
        const question = known.get(nameOf(asked));
        return question ? [{ ...question, ...asked }] : [];
      })
      .filter((open) => !isOffered(open) && !isContested(open) && (isWaiting(open) || isUnconfirmed(open)))
      .map(askedOf),
  );
  const stays = new Set(kept.map(nameOf));
  const next = wanted.filter((asked) => {
    if (stays.has(nameOf(asked))) return false;
    if (canBeConfirmed(asked)) return true;
    if (busy.has(asked.ownerId)) return false;
    busy.add(asked.ownerId);
    return true;
  });
  return [...kept, ...next];
}

export const nameOf = ({ asks, ownerId }: Pick<Asked, 'asks' | 'ownerId'>) => `${asks} ${ownerId}`;

function groupByOwner(endpoints: readonly OwnedEndpoint[]): Map<string, OwnedEndpoint[]> {
  const groups = new Map<string, OwnedEndpoint[]>();
  for (const endpoint of endpoints) {
    const theirs = groups.get(endpoint.ownerId);
    if (theirs) theirs.push(endpoint);
    else groups.set(endpoint.ownerId, [endpoint]);
  }
  return groups;
}
