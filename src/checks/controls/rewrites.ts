/** URL rewrites run before the firewall: a condition on the path is about the path they leave, not the one that was sent. */
import type { Rewrite } from '../sections/rules.ts';
import type { Snapshot } from '../snapshot.ts';
import type { Holds, Prover, Target } from './prover.ts';

/** The endpoint as each of its requests may look to the firewall; null stands for a path that cannot be told. */
type Seen = readonly (Target | null)[];

/**
 * The rewrites of the zone that change a path; none where the token may not read them, which the section says.
 * Undefined where asking for them failed: then nobody knows what a path is by the time it is looked at.
 */
export function pathRewrites({ sections: { urlNormalization } }: Snapshot): Rewrite[] | undefined {
  if (urlNormalization.state === 'failed') return undefined;
  if (urlNormalization.state !== 'read') return [];
  return (urlNormalization.value.rewrites ?? []).filter(
    ({ enabled, action, path }) => enabled && action === 'rewrite' && path !== null,
  );
}

/** The prover to ask about whatever runs after the rewrites. */
export function afterRewrites(prover: Prover, rewrites: readonly Rewrite[] | undefined): Prover {
  if (rewrites?.length === 0) return prover;
  const lists = new WeakMap<readonly string[], readonly { when: readonly string[] }[]>();
  const seen = new WeakMap<Target, { paths: Seen; isSure: boolean }>();

  /** All conditions of a phase are about the request as it came in, so each rewrite is asked by itself. */
  function pathsOf(target: Target) {
    if (!rewrites) return UNTOLD;
    const known = seen.get(target);
    if (known) return known;
    const found = rewrites
      .map(({ expression, path }) => ({ path, holds: prover.holds([expression], target) }))
      .filter(({ holds }) => holds !== 'never');
    const rewritten = found.map(({ path }) => (isPlain(path?.value) ? { ...target, path: path.value } : null));
    const answer = {
      paths: found.some(({ holds }) => holds === 'always') ? rewritten : [target, ...rewritten],
      isSure: found.every(({ holds }) => holds !== 'not_understood'),
    };
    seen.set(target, answer);
    return answer;
  }

  /** Asked with the same list each time, by which the prover knows what it has answered for a host. */
  function isFar(conditions: readonly string[], target: Target): boolean {
    const list = lists.get(conditions) ?? [{ when: conditions }];
    lists.set(conditions, list);
    return prover.near(list, target).length === 0;
  }

  const readsPath = (condition: string) =>
    !prover.understands(condition) || prover.fields(condition).some((field) => OF_PATH.has(field));

  const holds: Prover['holds'] = (conditions, target, given) => {
    const { paths, isSure } = pathsOf(target);
    if (paths.length === 1 && paths[0] === target) return prover.holds(conditions, target, given);
    if (!conditions.some(readsPath)) return prover.holds(conditions, target, given);
    if (isFar(conditions, target)) return 'never'; // whatever the path
    const answers = paths.map((path) => (path ? prover.holds(conditions, path, given) : 'not_understood'));
    return together(answers, isSure);
  };

  return {
    ...prover,
    holds,
    over: (conditions, targets, given) =>
      conditions.some(readsPath)
        ? targets.flatMap((target) => {
            const answer = holds(conditions, target, given);
            return answer === 'never' ? [] : [{ target, holds: answer }];
          })
        : prover.over(conditions, targets, given),
  };
}

const UNTOLD: { paths: Seen; isSure: boolean } = { paths: [null], isSure: false };

function together(answers: readonly Holds[], isSure: boolean): Holds {
  const [first = 'not_understood'] = answers;
  if (answers.every((answer) => answer === first)) return first;
  return isSure && !answers.includes('not_understood') ? 'maybe' : 'not_understood';
}

const OF_PATH: ReadonlySet<string> = new Set([
  'http.request.uri',
  'http.request.uri.path',
  'http.request.uri.path.extension',
  'http.request.full_uri',
]);

/** A path that is written out and stands for itself, as a template too. */
const isPlain = (path: string | null | undefined): path is string =>
  /^(?:\/(?!\.{1,2}(?:\/|$))[\w.~-]+)*\/?$/.test(path ?? '') && Boolean(path);
