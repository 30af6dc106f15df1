/** The endpoints a subject stands for: itself, those of its host or zone, or those the finding names. */
import type { Finding } from '../checks/check.ts';
import type { Endpoint } from '../inventory/endpoint.ts';

export type Touched = (finding: Finding, subject: string) => readonly Endpoint[];

export function touchedBy(endpoints: readonly Endpoint[]): Touched {
  const byKey = new Map(endpoints.map((endpoint) => [endpoint.key, endpoint]));
  const byHost = new Map<string, Endpoint[]>();
  for (const endpoint of endpoints) {
    const onHost = byHost.get(endpoint.host);
    if (onHost) onHost.push(endpoint);
    else byHost.set(endpoint.host, [endpoint]);
  }
  return (finding, subject) => {
    const itself = byKey.get(subject);
    if (itself) return [itself];
    const [kind = '', name = ''] = split(subject);
    if (kind === 'zone' || kind === 'account') return endpoints;
    if (kind === 'host' || kind === 'dns') return byHost.get(name) ?? [];
    return finding.touches.flatMap((key) => byKey.get(key) ?? []);
  };
}

function split(subject: string): [string, string] {
  const colon = subject.indexOf(':');
  return [subject.slice(0, colon), subject.slice(colon + 1)];
}
