/** The pretend Cloudflare in a process of its own: one large zone, or forty of one account, each answer after 150 ms. */
import { manyZones } from '../cloudflare/many-zones.ts';
import { startCloudflareSandbox } from '../sandbox/cloudflare/sandbox.ts';
import { largeZone } from '../sandbox/cloudflare/zones/large.ts';

export type Served = { baseUrl: string; token: string; zoneIds: string[] };

const LATENCY_MS = 150;
const WINDOW_MS = 301_000;

let ahead = 0; // so that every measurement has Cloudflare's whole budget
const now = () => Date.now() + ahead;
const zones = process.argv[2] === 'many' ? manyZones(now()) : [largeZone(now())];
const sandbox = await startCloudflareSandbox({ zones, now, latency: LATENCY_MS });

process.on('message', () => {
  const requests = sandbox.calls.map(({ path, query, body }) => ({
    path: `${path}?${new URLSearchParams(Object.entries(query).flatMap(([key, all]) => all.map((one) => [key, one])))}`,
    body,
  }));
  sandbox.calls.length = 0;
  ahead += WINDOW_MS;
  process.send?.(requests);
});
process.send?.({
  baseUrl: sandbox.baseUrl,
  token: sandbox.tokens.full,
  zoneIds: zones.map(({ id }) => id),
} satisfies Served);
