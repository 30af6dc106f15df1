/** Which endpoint of now is one of before under another spelling of its template, and which has its place. Pure. */

/**
 * `respelled`: the same but for a slash at the end or the case of its path, so that all that was said of it stays true.
 * `moved`: one fixed segment has another name. Most likely its owner is the same, but it may be another endpoint, so
 * nothing else is known of it.
 */
export type Renamed = { was: string; key: string; how: 'respelled' | 'moved' };

/** Only what is beyond doubt: one endpoint that is gone, and one that is new, and no other that it could be. */
export function renamed(gone: readonly string[], fresh: readonly string[]): Renamed[] {
  const respelled = onlyPairs(gone, fresh, (key) => [spelling(key)]);
  const told = new Set(respelled.flat());
  const untold = (key: string) => !told.has(key);
  const moved = onlyPairs(gone.filter(untold), fresh.filter(untold), placesOf);
  return [
    ...respelled.map(([was, key]) => ({ was, key, how: 'respelled' }) as const),
    ...moved.map(([was, key]) => ({ was, key, how: 'moved' }) as const),
  ];
}

/** Pairs that share a mark which no third one has, and of which neither could be paired with another. */
function onlyPairs(
  gone: readonly string[],
  fresh: readonly string[],
  marksOf: (key: string) => string[],
): [was: string, key: string][] {
  const news = groupByMark(fresh, marksOf);
  const partners = new Map<string, Set<string>>();
  const note = (key: string, partner: string) => partners.set(key, (partners.get(key) ?? new Set()).add(partner));
  for (const [mark, olds] of groupByMark(gone, marksOf)) {
    const those = news.get(mark) ?? [];
    // Two partners are doubt enough, so that a crowd is not paired with a crowd.
    for (const key of those) for (const was of olds.slice(0, 2)) note(`fresh ${key}`, was);
    for (const was of olds) for (const key of those.slice(0, 2)) note(`gone ${was}`, key);
  }
  return gone.flatMap((was): [string, string][] => {
    const [key, ...others] = partners.get(`gone ${was}`) ?? [];
    return key !== undefined && others.length === 0 && partners.get(`fresh ${key}`)?.size === 1 ? [[was, key]] : [];
  });
}

function groupByMark(keys: readonly string[], marksOf: (key: string) => string[]): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const key of keys) {
    for (const mark of marksOf(key)) {
      const group = groups.get(mark);
      if (group) group.push(key);
      else groups.set(mark, [key]);
    }
  }
  return groups;
}

/** Method and host as they are, the path without what may be written in two ways. */
function spelling(key: string): string {
  const [head, segments] = apart(key);
  return `${head}/${segments.join('/').toLowerCase()}`;
}

/** Each fixed segment in turn left open; the rest of the template has to be the same. */
function placesOf(key: string): string[] {
  const [head, segments] = apart(key);
  return segments.flatMap((segment, at) =>
    segment.startsWith('{') ? [] : [`${at} ${head}/${segments.with(at, '*').join('/')}`],
  );
}

function apart(key: string): [head: string, segments: string[]] {
  const slash = key.indexOf('/');
  const path = slash < 0 ? '' : key.slice(slash + 1).replace(/\/$/, '');
  return [slash < 0 ? key : key.slice(0, slash), path.split('/')];
}
