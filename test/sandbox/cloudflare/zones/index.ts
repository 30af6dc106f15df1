import { hexId } from '../ids.ts';
import type { World } from '../routing.ts';
import { githubZone } from './github-api.ts';
import { shopZone } from './shop.ts';
import { shopAccount } from './shop-account.ts';
import { quietZone, smallBusinessZone } from './small-business.ts';

/** The four named zones and the account they share: a copy for each sandbox, as a test may change what stands there. */
export function namedWorld(now: number): Pick<World, 'account' | 'zones'> {
  return structuredClone({
    account: shopAccount({ shop: hexId('zone shop.example') }, now),
    zones: [shopZone(now), githubZone(now), smallBusinessZone(now), quietZone(now)],
  });
}
