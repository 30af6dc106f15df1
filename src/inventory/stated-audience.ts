/** What people said of whom an endpoint is for goes over what its labels and words suggest. Pure. */
import { exposureOf } from './classify.ts';
import type { Audience } from './endpoint.ts';
import type { Inventory } from './reconcile.ts';

export type SaidOf = (key: string) => { audience: Audience; reason: string } | undefined;

export function withStatedAudience(inventory: Inventory, saidOf: SaidOf): Inventory {
  const endpoints = inventory.endpoints.map((endpoint) => {
    const said = saidOf(endpoint.key);
    if (!said) return endpoint;
    const { audience, reason } = said;
    return { ...endpoint, audience, audienceReason: reason, exposure: exposureOf(audience) };
  });
  return { ...inventory, endpoints };
}
