/** People as references: who erases what a reference stands for leaves a record whole, and without a name. */
const PEOPLE = new Set([
  'lead_id',
  'ended_by',
  'owner_id',
  'deputy_id',
  'previous_owner_id',
  'acknowledged_by',
  'said_by',
  'handed_to',
  'handed_by',
  'decided_by',
  'second_by',
  'set_by',
]);
const MENTION = /<@([UW][A-Z0-9]+)(\|[^>]*)?>/g;
const PERSON = /^[UW][A-Z0-9]+$/;

/** Everybody who is named, wherever. */
export function peopleIn(value: unknown, found: Set<string> = new Set()): Set<string> {
  walk(value, (id) => {
    found.add(id);
    return id;
  });
  return found;
}

export const withoutNames = (value: unknown, references: ReadonlyMap<string, string>): unknown =>
  walk(value, (id) => `person:${references.get(id) ?? 'unknown'}`);

/** A user group is nobody. */
function walk(value: unknown, name: (id: string) => string, key = ''): unknown {
  if (typeof value === 'string') {
    if (PEOPLE.has(key) && PERSON.test(value)) return name(value);
    return value.replace(MENTION, (_, id: string) => name(id));
  }
  if (Array.isArray(value)) return value.map((each) => walk(each, name, key));
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  return Object.fromEntries(Object.entries(value).map(([own, each]) => [own, walk(each, name, own)]));
}
