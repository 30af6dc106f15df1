/** What Cloudflare's schema validation would refuse of a document that was read here, said before somebody tries. Pure. */

const MOST_NODES = 500_000;

/** In words, each once; nothing when it would be taken. */
export function refusedByUpload(document: unknown): string[] {
  if (typeof document !== 'object' || document === null) return [];
  const version = 'openapi' in document ? String(document.openapi) : 'Swagger 2.0';
  const servers = 'servers' in document && Array.isArray(document.servers) ? document.servers : [];
  return [
    ...(/^3\.0(\.|$)/.test(version) ? [] : [`it takes OpenAPI 3.0 only, and this is ${version.slice(0, 20)}`]),
    ...('openapi' in document && (servers.length === 0 || !servers.every(isAbsolute))
      ? ['every server has to be a whole address, with its host']
      : []),
    ...(refersElsewhere(document) ? ['it follows no reference to another document'] : []),
  ];
}

const isAbsolute = (server: unknown): boolean =>
  typeof server === 'object' &&
  server !== null &&
  'url' in server &&
  typeof server.url === 'string' &&
  /^https?:\/\/[^/{}]+/i.test(server.url);

/** Without recursion and each part once, as aliases may make a tree of any size. */
function refersElsewhere(document: object): boolean {
  const waiting: object[] = [document];
  const seen = new Set<object>(waiting);
  for (let part = waiting.pop(); part !== undefined && seen.size < MOST_NODES; part = waiting.pop()) {
    if (Object.hasOwn(part, '$ref')) {
      const { $ref: reference } = part as { $ref: unknown };
      if (typeof reference === 'string' && !reference.startsWith('#')) return true;
    }
    for (const child of Object.values(part)) {
      if (typeof child !== 'object' || child === null || seen.has(child)) continue;
      seen.add(child);
      waiting.push(child);
    }
  }
  return false;
}
