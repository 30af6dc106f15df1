import { hexId } from '../ids.ts';
import type { World } from '../routing.ts';
import { githubZone } from './github-api.ts';
import { shopZone } from './shop.ts';
import { shopAccount } from './shop-account.ts';
import { quietZone, smallBusinessZone } from './small-business.ts';

/** The four named zones and the account they share. */
export function namedWorld(now: number): Pick<World, 'account' | 'zones'> {
  return {
    account: shopAccount({ shop: hexId('zone shop.example') }, now),
    zones: [shopZone(now), githubZone(now), smallBusinessZone(now), quietZone(now)],
  };
}
