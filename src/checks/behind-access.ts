/** Which endpoints an Access application stands in front of, and whether it is an API that it guards. */
import type { Endpoint } from '../inventory/endpoint.ts';
import { inFront } from './controls/access.ts';
import type { Prover } from './controls/prover.ts';
import { soundsLikeApi } from './observed.ts';

export function behindAccess(
  { destinations }: { destinations: readonly string[] },
  observed: readonly Endpoint[],
  prover: Prover,
): { touches: string[]; isApi: boolean } {
  const touches = observed
    .filter((endpoint) =>
      destinations.some((destination) => ['always', 'maybe'].includes(inFront(destination, endpoint, prover))),
    )
    .map(({ key }) => key);
  const hosts = destinations.map((destination) => destination.replace(/^https?:\/\//i, '').split('/')[0] ?? '');
  return { touches, isApi: touches.length > 0 || hosts.some((host) => soundsLikeApi(host.toLowerCase())) };
}
