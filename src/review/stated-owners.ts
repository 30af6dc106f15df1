/** From what OpenAPI documents say of owners to rules. Pure. */
import type { Directory } from './directory.ts';
import type { Understood } from './owner-lines.ts';
import type { Wished } from './proposed-rule.ts';
import { isGroup } from './roles.ts';

interface Described {
  method: string;
  host: string;
  path: string;
  /** Whom the document names, the nearest first. */
  owners?: readonly { name: string; by: 'operation' | 'path' | 'tag' | 'tag name' | 'document' }[] | undefined;
}

/** A tag is mostly a heading: it says something only where it is what a user group is called. */
export function ownersInDocument(operations: readonly Described[], whois: Directory): Understood {
  const wished = new Map<string, Wished>();
  const unknown = new Map<string, string>();
  const ofDocument = new Map<string, { name: string; paths: string[] }>();
  for (const { method, host, path, owners = [] } of operations) {
    for (const { name, by } of owners) {
      const meant = whois(name);
      if (by === 'tag name' && !('id' in meant && isGroup(meant.id))) continue;
      if ('why' in meant) {
        unknown.set(name, meant.why);
        break; // it was said, so what stands further away does not count
      }
      if (by === 'document') {
        const known = ofDocument.get(host) ?? { name, paths: [] };
        known.paths.push(path);
        ofDocument.set(host, known);
        break;
      }
      const pattern = by === 'path' ? `${host}${path}` : `${method} ${host}${path}`;
      const said = by === 'tag name' ? `its tag “${name}”` : `x-owner of its ${by}`;
      wished.set(pattern, { pattern, ownerId: meant.id, deputyId: null, called: meant.called, because: said });
      break;
    }
  }
  for (const [host, { name, paths }] of ofDocument) {
    const meant = whois(name);
    if ('why' in meant) continue;
    const pattern = `${host}${sharedPath(paths)}/**`;
    wished.set(pattern, {
      pattern,
      ownerId: meant.id,
      deputyId: null,
      called: meant.called,
      because: 'x-owner of the document',
    });
  }
  return {
    wished: [...wished.values()],
    notUnderstood: [...unknown].map(([name, why]) => `x-owner ${name}: ${why}`),
  };
}

/** The folder that all of these lie in. */
function sharedPath(paths: readonly string[]): string {
  const [first = [], ...others] = paths.map((path) => path.split('/').slice(0, -1));
  const shared = [...first];
  for (const each of others) {
    const differs = shared.findIndex((segment, index) => segment !== each[index]);
    if (differs >= 0) shared.length = differs;
  }
  const variable = shared.findIndex((segment) => segment.startsWith('{'));
  return (variable < 0 ? shared : shared.slice(0, variable)).join('/');
}
