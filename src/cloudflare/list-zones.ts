import { z } from 'zod';
import { CallFailed } from './call-failed.ts';
import type { CloudflareClient } from './client.ts';
import { problem } from './refusal.ts';

const Zones = z.array(z.object({ name: z.string() }));
const PER_PAGE = 50;
const PAGES = 4; // enough to show what a token sees; a scan finds its zone by name

/** The names of the zones a token sees, up to two hundred. */
export async function listZones(client: CloudflareClient, signal?: AbortSignal): Promise<string[]> {
  const names: string[] = [];
  try {
    for (let page = 1; page <= PAGES; page += 1) {
      const { result, result_info: info } = await client.get('/zones', { query: { per_page: PER_PAGE, page }, signal });
      const zones = Zones.safeParse(result ?? []);
      if (!zones.success) throw new CallFailed('garbage', 'the answer is not a list of zones', { status: 200 });
      names.push(...zones.data.map((zone) => zone.name));
      if (page >= (info?.total_pages ?? 1)) break;
    }
  } catch (error) {
    signal?.throwIfAborted();
    throw error instanceof CallFailed ? problem(error, 'the list of zones', 'Zone Read') : error;
  }
  return names.sort();
}
