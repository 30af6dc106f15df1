/** Who an OpenAPI document says its operations belong to: `x-owner` at the operation, its path, its tag or the document, and its tags. Pure. */

export type StatedOwner = { name: string; by: 'operation' | 'path' | 'tag' | 'tag name' | 'document' };

const LONGEST = 100;
const MOST_TAGS = 20;

/** The nearest first. */
export function ownersStated(
  levels: { operation: unknown; path: unknown; document: unknown },
  tags: unknown,
  ownersOfTags: ReadonlyMap<string, string>,
): StatedOwner[] {
  const named = (by: StatedOwner['by'], value: unknown): StatedOwner[] => {
    const name = nameIn(value);
    return name === undefined ? [] : [{ name, by }];
  };
  const tagged = (Array.isArray(tags) ? tags : [])
    .filter((tag): tag is string => typeof tag === 'string')
    .slice(0, MOST_TAGS);
  return [
    ...named('operation', levels.operation),
    ...named('path', levels.path),
    ...tagged.flatMap((tag) => named('tag', ownersOfTags.get(tag))),
    ...tagged.flatMap((tag) => named('tag name', tag)),
    ...named('document', levels.document),
  ];
}

/** What `x-owner` of the document's own list of tags says. */
export function ownersOfTags(tags: unknown): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const tag of Array.isArray(tags) ? tags : []) {
    if (typeof tag !== 'object' || tag === null) continue;
    const { name, 'x-owner': owner } = tag as Record<string, unknown>;
    const named = nameIn(owner);
    if (typeof name === 'string' && named !== undefined) found.set(name, named);
  }
  return found;
}

/** A name, or an object that holds one, as several tools write it. */
function nameIn(value: unknown): string | undefined {
  if (Array.isArray(value)) return nameIn(value[0]);
  if (typeof value === 'object' && value !== null) {
    const { slack, handle, team, name } = value as Record<string, unknown>;
    return nameIn(slack ?? handle ?? team ?? name);
  }
  if (typeof value !== 'string') return undefined;
  const name = value.trim();
  return name === '' || name.length > LONGEST ? undefined : name;
}
