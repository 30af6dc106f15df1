/** What people said of an endpoint goes over what its labels, its words and documents suggest. Pure. */
import { exposureOf } from './classify.ts';
import type { Endpoint, Stated } from './endpoint.ts';
import type { Inventory } from './reconcile.ts';

type Said = { [K in keyof Stated]: { value: NonNullable<Stated[K]>; reason: string } };
/** By an endpoint's key; undefined where nobody said anything. */
export type SaidOf = (key: string) => Said | undefined;

export function withStated(inventory: Inventory, saidOf: SaidOf): Inventory {
  const endpoints = inventory.endpoints.map((endpoint) => {
    const said = saidOf(endpoint.key);
    return said ? over(endpoint, said) : endpoint;
  });
  return { ...inventory, endpoints };
}

function over(endpoint: Endpoint, { audience, sensitivity, credential }: Said): Endpoint {
  return {
    ...endpoint,
    stated: {
      ...(audience && { audience: audience.value }),
      ...(sensitivity && { sensitivity: sensitivity.value }),
      ...(credential && { credential: credential.value }),
    },
    ...(audience && {
      audience: audience.value,
      audienceReason: audience.reason,
      exposure: exposureOf(audience.value),
    }),
    ...(sensitivity && { sensitivity: sensitivity.value, sensitivityReason: sensitivity.reason }),
    ...(credential && { credential: credential.value, credentialReason: credential.reason }),
  };
}
