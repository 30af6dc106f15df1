/** An Access application in front of the endpoint that lets nobody past it unasked. */
import type { SectionValues, Snapshot } from '../snapshot.ts';
import { isTorn } from '../torn.ts';
import { type Control, control } from './control.ts';
import type { Holds, Prover, Target } from './prover.ts';

type App = SectionValues['accessApps'][number];
type Policy = App['policies'][number];

const SELF_HOSTED: ReadonlySet<string> = new Set(['self_hosted', 'mcp', '']);

export function access(snapshot: Snapshot, endpoint: Target, prover: Prover): Control {
  const section = snapshot.sections.accessApps;
  if (section.state === 'not_entitled') return control('unavailable');
  // the application that is missing may be the more specific one, which decides
  if (section.state !== 'read' || isTorn(snapshot, 'accessApps')) return control('unknown');
  const [first] = destinationsBefore(snapshot, endpoint, prover);
  if (!first) return control('uncovered');
  const rules = [`access-app:${first.app.id}`];
  if (first.holds === 'not_understood') return control('unknown', 'off', rules);
  const policies = first.app.policies.map((policy) => resolve(policy, snapshot.sections));
  if (policies.some((policy) => policy?.decision === 'bypass')) return control('bypassable', 'enforce', rules);
  if (policies.some((policy) => !policy?.decision)) return control('unknown', 'off', rules);
  return first.holds === 'always' ? control('covered', 'enforce', rules) : control('bypassable', 'enforce', rules);
}

/** What of the applications is in front of some of the requests at least, the most specific first: it decides. */
export function destinationsBefore(
  { sections: { accessApps } }: Snapshot,
  endpoint: Target,
  prover: Prover,
): { app: App; destination: string; conditions: readonly string[]; holds: Holds }[] {
  if (accessApps.state !== 'read') return [];
  return accessApps.value
    .filter(({ type }) => SELF_HOSTED.has(type ?? ''))
    .flatMap((app) =>
      app.destinations.map((destination) => ({
        app,
        destination,
        conditions: conditionsOf(destination),
        holds: inFront(destination, endpoint, prover),
      })),
    )
    .filter(({ holds }) => holds !== 'never')
    .sort((a, b) => b.destination.length - a.destination.length);
}

/** A reusable policy arrives in the application by its id alone. */
export function resolve(
  policy: Policy,
  { accessPolicies }: Pick<Snapshot['sections'], 'accessPolicies'>,
): Policy | undefined {
  if (policy.decision !== null) return policy;
  return accessPolicies.state === 'read'
    ? accessPolicies.value.find(({ id }) => id !== null && id === policy.id)
    : undefined;
}

/** A destination protects its path and everything below; a star stands for any text. */
export function inFront(destination: string, endpoint: Target, prover: Prover): Holds {
  if (/["\\\s]/.test(destination)) return 'not_understood';
  const { host } = partsOf(destination);
  if (![host, endpoint.host].some((name) => /[*{]/.test(name)) && host !== endpoint.host) return 'never';
  return prover.holds(conditionsOf(destination), endpoint);
}

function partsOf(destination: string) {
  const [named = '', ...rest] = destination.replace(/^https?:\/\//, '').split('/');
  return { host: named.replace(/:\d+$/, '').toLowerCase(), path: rest.join('/').replace(/\/+$/, '') };
}

function conditionsOf(destination: string): string[] {
  const { host, path } = partsOf(destination);
  return [`http.host wildcard "${host}"`, ...(path !== '' && path !== '*' ? [below(`/${path}`)] : [])];
}

function below(path: string): string {
  if (!path.includes('*'))
    return `(http.request.uri.path eq "${path}" or starts_with(http.request.uri.path, "${path}/"))`;
  return `(http.request.uri.path strict wildcard "${path}" or http.request.uri.path strict wildcard "${path}/*")`.replaceAll(
    '**',
    '*',
  );
}
