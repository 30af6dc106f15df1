/** Who owns an endpoint: the most specific rule that people have set, else whose it was under another name, else the review's lead. */

export interface OwnershipRule {
  /** `host`, `host/path` or `METHOD host/path`; `*` stands for one segment, `**` for any rest. */
  pattern: string;
  /** A person or a user group. */
  ownerId: string;
  /** Who may act for the owner. */
  deputyId: string | null;
}

export interface Ownership {
  ownerId: string;
  deputyId: string | null;
  because: string;
}

export const NO_OWNER_SET = 'no owner set yet, so it falls to the review lead';

const PATTERN = /^(?:([A-Za-z]+) )?([^\s/]+)(\/\S*)?$/;

/** Undefined when the text is not a pattern. A bare host owns everything below it. */
export function readPattern(text: string): string | undefined {
  const match = PATTERN.exec(text.trim());
  if (!match) return undefined;
  const [, method, host = '', path] = match;
  return `${method ? `${method.toUpperCase()} ` : ''}${host.toLowerCase()}${path && path !== '/' ? path : '/**'}`;
}

export function ownership(
  key: string,
  rules: readonly OwnershipRule[] | ((key: string) => readonly OwnershipRule[]),
  leadId: string,
  before?: { was: string; ownerId: string },
): Ownership {
  const best = typeof rules === 'function' ? rules(key)[0] : mostSpecific(rules, key);
  if (best) return { ownerId: best.ownerId, deputyId: best.deputyId, because: `the rule ${best.pattern}` };
  if (before && before.ownerId !== leadId)
    return { ownerId: before.ownerId, deputyId: null, because: `it seems to be what was ${before.was} before` };
  return { ownerId: leadId, deputyId: null, because: NO_OWNER_SET };
}

/** In a private channel nobody else is asked: what a rule gives to somebody who is not there falls to the lead. */
export function withinChannel(owned: Ownership, leadId: string, insiders: ReadonlySet<string> | undefined): Ownership {
  const sees = (id: string) => !insiders || id === leadId || id.startsWith('S') || insiders.has(id);
  if (!sees(owned.ownerId)) {
    const because = `${owned.because} names somebody who is not in this private channel, so it falls to the review lead`;
    return { ownerId: leadId, deputyId: null, because };
  }
  return owned.deputyId !== null && !sees(owned.deputyId) ? { ...owned, deputyId: null } : owned;
}

/** Of the rules about an endpoint the one that says most of it. */
export function mostSpecific<T extends { pattern: string }>(rules: readonly T[], key: string): T | undefined {
  return rules.filter((rule) => matches(rule.pattern, key)).sort(byWeight)[0];
}

const byWeight = (a: { pattern: string }, b: { pattern: string }) =>
  literalLength(b.pattern) - literalLength(a.pattern) || (a.pattern < b.pattern ? -1 : 1);

/** Of many rules those about an endpoint, the one that counts first: looked up along its path, for 12,000 endpoints and a thousand rules. */
export function ruleFinder<T extends { pattern: string }>(rules: readonly T[]): (key: string) => T[] {
  const root = newNode<T>();
  for (const rule of rules) {
    const [, rest] = withMethod(rule.pattern);
    const parts = rest.split('/');
    const below = parts.at(-1) === '**';
    let node = root;
    for (const part of below ? parts.slice(0, -1) : parts) node = childOf(node, nameOf(part));
    (below ? node.below : node.here).push(rule);
  }
  return (key) => {
    const [method, rest] = splitOnce(key);
    const found: T[] = [];
    let level = [root];
    for (const segment of rest.split('/')) {
      for (const node of level) found.push(...node.below);
      level = level.flatMap((node) =>
        [...new Set([nameOf(segment), '*'])].flatMap((name) => node.children.get(name) ?? []),
      );
    }
    for (const node of level) found.push(...node.below, ...node.here);
    return found
      .filter(({ pattern }) => {
        const [only] = withMethod(pattern);
        return only === undefined || only === method;
      })
      .sort(byWeight);
  };
}

/** Whether nothing but the alphabet tells which of two rules counts. */
export const weighsTheSame = (a: { pattern: string }, b: { pattern: string }) =>
  literalLength(a.pattern) === literalLength(b.pattern);

interface Node<T> {
  children: Map<string, Node<T>>;
  here: T[];
  below: T[];
}
const newNode = <T>(): Node<T> => ({ children: new Map(), here: [], below: [] });

function childOf<T>(node: Node<T>, name: string): Node<T> {
  const known = node.children.get(name);
  if (known) return known;
  const child = newNode<T>();
  node.children.set(name, child);
  return child;
}

/** Variables are the same whatever they are called. */
const nameOf = (part: string) => (part.startsWith('{') && part.endsWith('}') ? '{}' : part);

const withMethod = (pattern: string): [string | undefined, string] =>
  pattern.includes(' ') ? splitOnce(pattern) : [undefined, pattern];

export function matches(pattern: string, key: string): boolean {
  const [method, rest] = withMethod(pattern);
  const [keyMethod, keyRest] = splitOnce(key);
  if (method !== undefined && method !== keyMethod) return false;
  return segmentsMatch(rest.split('/'), keyRest.split('/'));
}

function segmentsMatch(pattern: readonly string[], segments: readonly string[]): boolean {
  for (const [index, part] of pattern.entries()) {
    if (part === '**' && index === pattern.length - 1) return true;
    const segment = segments[index];
    if (segment === undefined) return false;
    if (part !== '*' && !sameSegment(part, segment)) return false;
  }
  return pattern.length === segments.length;
}

/** `{id}` in a pattern means the variable of the template, whatever its name. */
const sameSegment = (part: string, segment: string) =>
  part === segment || (part.startsWith('{') && part.endsWith('}') && segment.startsWith('{') && segment.endsWith('}'));

const literalLength = (pattern: string) => pattern.replaceAll('*', '').length;

function splitOnce(text: string): [string, string] {
  const at = text.indexOf(' ');
  return at < 0 ? ['', text] : [text.slice(0, at), text.slice(at + 1)];
}
